-- A ledger as bukti wrote it with schema 1, by `iterdump`. Never edited: it stands for all ledgers of that time.
PRAGMA application_id = 1651862388;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE article (
  seq           INTEGER PRIMARY KEY, -- order of arrival
  id            TEXT NOT NULL UNIQUE,
  title         TEXT NOT NULL,
  url           TEXT NOT NULL,
  outlet        TEXT NOT NULL,
  outlet_folded TEXT NOT NULL,
  date          TEXT NOT NULL,
  day           TEXT NOT NULL, -- year, month or day of date, '' if there is none
  lang          TEXT NOT NULL,
  source        TEXT NOT NULL,
  fetched       TEXT NOT NULL,
  sha256        TEXT NOT NULL,
  raw           TEXT REFERENCES raw (sha256), -- NULL where no bytes came
  furniture     TEXT NOT NULL,
  replaces      TEXT REFERENCES article (id),
  added_at      TEXT NOT NULL,
  added_by      TEXT NOT NULL,
  text          TEXT NOT NULL -- last, so that SQLite can leave its pages alone
);
INSERT INTO "article" VALUES(1,'a59e68ecf5c049f1','Laporan 1','https://kabarlintas.example/1','Kabar Lintas','kabar lintas','2024-03-05','2024-03-05','id','in/1.html','2024-03-06T01:02:03+00:00','53205a33a8f703e7dc5a2faf9e6b001c8a25919fb43705e76428ce1cd5a5a2bc','53205a33a8f703e7dc5a2faf9e6b001c8a25919fb43705e76428ce1cd5a5a2bc','[[60,62]]',NULL,'2026-11-23T17:51:26.099+00:00','bukti 0.1.0','"Kapal itu bukan milik kami," kata Menteri Ansel Brio kepada Sentra.');
INSERT INTO "article" VALUES(2,'247ff2ee7f453d70','Laporan 2','https://kabarlintas.example/kapal','Kabar Lintas','kabar lintas','2024-03-05','2024-03-05','id','in/2.html','2024-03-06T01:02:03+00:00','53205a33a8f703e7dc5a2faf9e6b001c8a25919fb43705e76428ce1cd5a5a2bc','53205a33a8f703e7dc5a2faf9e6b001c8a25919fb43705e76428ce1cd5a5a2bc','[[60,62]]',NULL,'2026-11-23T17:51:26.106+00:00','bukti 0.1.0','"Kapal itu bukan milik kami," kata Menteri Ansel Brio kepada Sentra.');
INSERT INTO "article" VALUES(3,'e1e928021ea15302','Laporan 2','https://kabarlintas.example/kapal','Kabar Lintas','kabar lintas','2024-03-05','2024-03-05','id','in/2.html','2024-03-06T01:02:03+00:00','715c4e24ca472a210a051ff980f6f9cf44401582d15742e37320febaf0c61b46','715c4e24ca472a210a051ff980f6f9cf44401582d15742e37320febaf0c61b46','[[60,62]]','247ff2ee7f453d70','2026-11-23T17:51:26.111+00:00','bukti 0.1.0','"Kapal itu bukan milik kami," kata Menteri Ansel Brio kepada Sentra. Diperbarui.');
CREATE TABLE meta (
  key      TEXT PRIMARY KEY,
  value    TEXT NOT NULL,
  added_at TEXT NOT NULL, -- ISO 8601, UTC
  added_by TEXT NOT NULL  -- "bukti <version>" or an analyst's name
);
INSERT INTO "meta" VALUES('schema 1','SQLite 3.40.1','2026-11-23T17:51:26.087+00:00','bukti 0.1.0');
CREATE TABLE raw ( -- apart from article, so that lists of articles do not drag it along, and the same bytes are kept once
  sha256   TEXT PRIMARY KEY,
  size     INTEGER NOT NULL CHECK (size > 0),
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL,
  zlib     BLOB NOT NULL
);
INSERT INTO "raw" VALUES('53205a33a8f703e7dc5a2faf9e6b001c8a25919fb43705e76428ce1cd5a5a2bc',75,'2026-11-23T17:51:26.099+00:00','bukti 0.1.0',X'789CB329B053F24E2C48CC51C82C2955482ACD4ECC53C8CDCCC9CC56C84ECCCDD451025225890ABEA97925A945990A8E79C5A9390A4E4599F90AD9A9058929890AC14099A2443D1BFD023B00CF8F19AD');
INSERT INTO "raw" VALUES('715c4e24ca472a210a051ff980f6f9cf44401582d15742e37320febaf0c61b46',87,'2026-11-23T17:51:26.111+00:00','bukti 0.1.0',X'789C0DC93B0A80301005C0AB3C524BBC80088A9D587982276EB1E4E3B226F7D76A8A996C0E3B8D19DA3AAE9E5851346B4262D121FC34E290DAC4154B7D2563757D90C47813E73FCE884D4DFCA2778DD368F30723051E02');
CREATE TABLE reading ( -- what one model made of one article
  seq             INTEGER PRIMARY KEY,
  article         TEXT NOT NULL REFERENCES article (id),
  model           TEXT NOT NULL,
  statements      TEXT NOT NULL, -- their ids in order, JSON
  entities        TEXT NOT NULL, -- [[start, end, label], ...]; as rows in the view entity
  notices         TEXT NOT NULL, -- JSON
  added_at        TEXT NOT NULL,
  added_by        TEXT NOT NULL,
  withdrawn_at    TEXT,
  withdrawn_by    TEXT,
  withdraw_reason TEXT,
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdraw_reason IS NULL))
);
INSERT INTO "reading" VALUES(1,'a59e68ecf5c049f1','m1','["c49b5256a247380e"]','[[43,53,"PERSON"]]','["read in one window"]','2026-11-23T17:51:26.099+00:00','bukti 0.1.0','2026-11-23T17:51:26.103+00:00','bukti 0.1.0','read again by m2');
INSERT INTO "reading" VALUES(2,'a59e68ecf5c049f1','m2','["c49b5256a247380e"]','[[43,53,"PERSON"]]','["read in one window"]','2026-11-23T17:51:26.103+00:00','bukti 0.1.0',NULL,NULL,NULL);
INSERT INTO "reading" VALUES(3,'247ff2ee7f453d70','m1','["4ccd127b242fbd36"]','[[43,53,"PERSON"]]','["read in one window"]','2026-11-23T17:51:26.106+00:00','bukti 0.1.0',NULL,NULL,NULL);
INSERT INTO "reading" VALUES(4,'e1e928021ea15302','m1','[]','[[43,53,"PERSON"]]','["read in one window"]','2026-11-23T17:51:26.111+00:00','bukti 0.1.0',NULL,NULL,NULL);
CREATE TABLE rejection (
  seq      INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE, -- hash of source, reason and message
  source   TEXT NOT NULL,
  reason   TEXT NOT NULL,
  message  TEXT NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL
);
INSERT INTO "rejection" VALUES(1,'ca15b48ae5bdea88','in/a.html','empty','nothing in it','2026-11-23T17:51:26.115+00:00','bukti 0.1.0');
CREATE TABLE relay (
  statement INTEGER NOT NULL REFERENCES statement (seq),
  place     INTEGER NOT NULL, -- 0 is nearest to the source
  name      TEXT NOT NULL,
  folded    TEXT NOT NULL,
  added_at  TEXT NOT NULL,
  added_by  TEXT NOT NULL,
  PRIMARY KEY (statement, place)
) WITHOUT ROWID;
INSERT INTO "relay" VALUES(1,0,'Sentra','sentra','2026-11-23T17:51:26.099+00:00','bukti 0.1.0');
INSERT INTO "relay" VALUES(2,0,'Sentra','sentra','2026-11-23T17:51:26.103+00:00','bukti 0.1.0');
CREATE TABLE statement (
  seq             INTEGER PRIMARY KEY,
  id              TEXT NOT NULL, -- hash of article and spans: a statement withdrawn and found again has two rows
  article         TEXT NOT NULL REFERENCES article (id),
  speaker         TEXT NOT NULL,
  cue             TEXT NOT NULL,
  content         TEXT NOT NULL,
  start           INTEGER NOT NULL, -- first character of any span
  type            TEXT NOT NULL CHECK (type IN ('direct', 'indirect', 'mixed')),
  actor           TEXT NOT NULL,
  actor_folded    TEXT NOT NULL,
  nested          INTEGER NOT NULL CHECK (nested IN (0, 1)),
  confidence      REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  model           TEXT NOT NULL, -- what found it first
  added_at        TEXT NOT NULL,
  added_by        TEXT NOT NULL,
  withdrawn_at    TEXT,
  withdrawn_by    TEXT,
  withdraw_reason TEXT,
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdraw_reason IS NULL))
);
INSERT INTO "statement" VALUES(1,'c49b5256a247380e','a59e68ecf5c049f1','[[35,53]]','[[30,34]]','[[1,28]]',1,'direct','Ansel Brio','ansel brio',0,0.9,'m1','2026-11-23T17:51:26.099+00:00','bukti 0.1.0','2026-11-23T17:51:26.103+00:00','bukti 0.1.0','read again by m2');
INSERT INTO "statement" VALUES(2,'c49b5256a247380e','a59e68ecf5c049f1','[[35,53]]','[[30,34]]','[[1,28]]',1,'direct','Menteri Ansel Brio','menteri ansel brio',0,0.9,'m2','2026-11-23T17:51:26.103+00:00','bukti 0.1.0',NULL,NULL,NULL);
INSERT INTO "statement" VALUES(3,'4ccd127b242fbd36','247ff2ee7f453d70','[[35,53]]','[[30,34]]','[[1,28]]',1,'direct','Ольга Вейн d83d','ольга вейн d83d',0,0.9,'m1','2026-11-23T17:51:26.106+00:00','bukti 0.1.0',NULL,NULL,NULL);
CREATE INDEX article_url ON article (url, seq) WHERE url <> '';
CREATE INDEX article_day ON article (day, seq);
CREATE INDEX article_replaces ON article (replaces) WHERE replaces IS NOT NULL;
CREATE UNIQUE INDEX statement_live ON statement (id) WHERE withdrawn_at IS NULL;
CREATE INDEX statement_article ON statement (article, start);
CREATE INDEX statement_actor ON statement (actor_folded, withdrawn_at) WHERE withdrawn_at IS NULL;
CREATE INDEX relay_folded ON relay (folded, statement);
CREATE UNIQUE INDEX reading_live ON reading (article) WHERE withdrawn_at IS NULL;
CREATE VIEW entity AS
  SELECT reading.article, json_extract(item.value, '$[0]') AS start, json_extract(item.value, '$[1]') AS "end", json_extract(item.value, '$[2]') AS label
  FROM reading, json_each(reading.entities) AS item WHERE reading.withdrawn_at IS NULL;
CREATE TRIGGER meta_keep BEFORE DELETE ON meta BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER raw_keep BEFORE DELETE ON raw BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER article_keep BEFORE DELETE ON article BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER statement_keep BEFORE DELETE ON statement BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER relay_keep BEFORE DELETE ON relay BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER reading_keep BEFORE DELETE ON reading BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER rejection_keep BEFORE DELETE ON rejection BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER meta_fixed BEFORE UPDATE ON meta BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never changed'); END;
CREATE TRIGGER raw_fixed BEFORE UPDATE ON raw BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never changed'); END;
CREATE TRIGGER article_fixed BEFORE UPDATE ON article BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never changed'); END;
CREATE TRIGGER relay_fixed BEFORE UPDATE ON relay BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never changed'); END;
CREATE TRIGGER rejection_fixed BEFORE UPDATE ON rejection BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never changed'); END;
CREATE TRIGGER statement_fixed BEFORE UPDATE ON statement
WHEN OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
  OR (NEW.seq, NEW.id, NEW.article, NEW.speaker, NEW.cue, NEW.content, NEW.start, NEW.type, NEW.actor, NEW.actor_folded, NEW.nested,
      NEW.confidence, NEW.model, NEW.added_at, NEW.added_by)
  IS NOT (OLD.seq, OLD.id, OLD.article, OLD.speaker, OLD.cue, OLD.content, OLD.start, OLD.type, OLD.actor, OLD.actor_folded, OLD.nested,
      OLD.confidence, OLD.model, OLD.added_at, OLD.added_by)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are withdrawn once, and never changed'); END;
CREATE TRIGGER reading_fixed BEFORE UPDATE ON reading
WHEN OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
  OR (NEW.seq, NEW.article, NEW.model, NEW.statements, NEW.entities, NEW.notices, NEW.added_at, NEW.added_by)
  IS NOT (OLD.seq, OLD.article, OLD.model, OLD.statements, OLD.entities, OLD.notices, OLD.added_at, OLD.added_by)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are withdrawn once, and never changed'); END;
CREATE TRIGGER meta_once BEFORE INSERT ON meta WHEN EXISTS (SELECT 1 FROM meta WHERE key = NEW.key OR rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE TRIGGER raw_once BEFORE INSERT ON raw WHEN EXISTS (SELECT 1 FROM raw WHERE sha256 = NEW.sha256 OR rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE TRIGGER article_once BEFORE INSERT ON article WHEN EXISTS (SELECT 1 FROM article WHERE id = NEW.id OR seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE TRIGGER statement_once BEFORE INSERT ON statement
WHEN EXISTS (SELECT 1 FROM statement WHERE seq = NEW.seq) OR EXISTS (SELECT 1 FROM statement WHERE id = NEW.id AND withdrawn_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE TRIGGER relay_once BEFORE INSERT ON relay WHEN EXISTS (SELECT 1 FROM relay WHERE statement = NEW.statement AND place = NEW.place)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE TRIGGER reading_once BEFORE INSERT ON reading
WHEN EXISTS (SELECT 1 FROM reading WHERE seq = NEW.seq) OR EXISTS (SELECT 1 FROM reading WHERE article = NEW.article AND withdrawn_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE TRIGGER rejection_once BEFORE INSERT ON rejection WHEN EXISTS (SELECT 1 FROM rejection WHERE id = NEW.id OR seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
COMMIT;
