-- A ledger as bukti wrote it with schema 3, by `.dump` of the sqlite3 program. Never edited: it stands for all ledgers of that time.
PRAGMA application_id = 1651862388;
PRAGMA user_version = 3;
PRAGMA foreign_keys=OFF;
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
INSERT INTO article VALUES(1,'a59e68ecf5c049f1','Laporan 1','https://kabarlintas.example/1','Kabar Lintas','kabar lintas','2024-03-05','2024-03-05','id','in/1.html','2024-03-06T01:02:03+00:00','53205a33a8f703e7dc5a2faf9e6b001c8a25919fb43705e76428ce1cd5a5a2bc','53205a33a8f703e7dc5a2faf9e6b001c8a25919fb43705e76428ce1cd5a5a2bc','[[60,62]]',NULL,'2026-11-23T17:51:26.099+00:00','bukti 0.1.0','"Kapal itu bukan milik kami," kata Menteri Ansel Brio kepada Sentra.');
INSERT INTO article VALUES(2,'247ff2ee7f453d70','Laporan 2','https://kabarlintas.example/kapal','Kabar Lintas','kabar lintas','2024-03-05','2024-03-05','id','in/2.html','2024-03-06T01:02:03+00:00','53205a33a8f703e7dc5a2faf9e6b001c8a25919fb43705e76428ce1cd5a5a2bc','53205a33a8f703e7dc5a2faf9e6b001c8a25919fb43705e76428ce1cd5a5a2bc','[[60,62]]',NULL,'2026-11-23T17:51:26.106+00:00','bukti 0.1.0','"Kapal itu bukan milik kami," kata Menteri Ansel Brio kepada Sentra.');
INSERT INTO article VALUES(3,'e1e928021ea15302','Laporan 2','https://kabarlintas.example/kapal','Kabar Lintas','kabar lintas','2024-03-05','2024-03-05','id','in/2.html','2024-03-06T01:02:03+00:00','715c4e24ca472a210a051ff980f6f9cf44401582d15742e37320febaf0c61b46','715c4e24ca472a210a051ff980f6f9cf44401582d15742e37320febaf0c61b46','[[60,62]]','247ff2ee7f453d70','2026-11-23T17:51:26.111+00:00','bukti 0.1.0','"Kapal itu bukan milik kami," kata Menteri Ansel Brio kepada Sentra. Diperbarui.');
CREATE TABLE meta (
  key      TEXT PRIMARY KEY,
  value    TEXT NOT NULL,
  added_at TEXT NOT NULL, -- ISO 8601, UTC
  added_by TEXT NOT NULL  -- "bukti <version>" or an analyst's name
);
INSERT INTO meta VALUES('schema 1','SQLite 3.40.1','2026-11-23T17:51:26.087+00:00','bukti 0.1.0');
INSERT INTO meta VALUES('schema 2','SQLite 3.40.1','2026-11-25T19:45:43.909+00:00','bukti 0.1.0');
INSERT INTO meta VALUES('schema 3','SQLite 3.40.1','2026-11-25T22:29:49.044+00:00','bukti 0.1.0');
CREATE TABLE raw ( -- apart from article, so that lists of articles do not drag it along, and the same bytes are kept once
  sha256   TEXT PRIMARY KEY,
  size     INTEGER NOT NULL CHECK (size > 0),
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL,
  zlib     BLOB NOT NULL
);
INSERT INTO raw VALUES('53205a33a8f703e7dc5a2faf9e6b001c8a25919fb43705e76428ce1cd5a5a2bc',75,'2026-11-23T17:51:26.099+00:00','bukti 0.1.0',X'789cb329b053f24e2c48cc51c82c2955482acd4ecc53c8cdccc9cc56c84ecccdd451025225890abea97925a945990a8e79c5a9390a4e4599f90ad9a9058929890ac14099a2443d1bfd023b00cf8f19ad');
INSERT INTO raw VALUES('715c4e24ca472a210a051ff980f6f9cf44401582d15742e37320febaf0c61b46',87,'2026-11-23T17:51:26.111+00:00','bukti 0.1.0',X'789c0dc93b0a80301005c0ab3c524bbc80088a9d587982276eb1e4e3b226f7d76a8a996c0e3b8d19da3aae9e5851346b4262d121fc34e290dac4154b7d2563757d90c47813e73fce884d4dfca2778dd368f30723051e02');
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
INSERT INTO reading VALUES(1,'a59e68ecf5c049f1','m1','["c49b5256a247380e"]','[[43,53,"PERSON"]]','["read in one window"]','2026-11-23T17:51:26.099+00:00','bukti 0.1.0','2026-11-23T17:51:26.103+00:00','bukti 0.1.0','read again by m2');
INSERT INTO reading VALUES(2,'a59e68ecf5c049f1','m2','["c49b5256a247380e"]','[[43,53,"PERSON"]]','["read in one window"]','2026-11-23T17:51:26.103+00:00','bukti 0.1.0',NULL,NULL,NULL);
INSERT INTO reading VALUES(3,'247ff2ee7f453d70','m1','["4ccd127b242fbd36"]','[[43,53,"PERSON"]]','["read in one window"]','2026-11-23T17:51:26.106+00:00','bukti 0.1.0',NULL,NULL,NULL);
INSERT INTO reading VALUES(4,'e1e928021ea15302','m1','[]','[[43,53,"PERSON"]]','["read in one window"]','2026-11-23T17:51:26.111+00:00','bukti 0.1.0',NULL,NULL,NULL);
CREATE TABLE rejection (
  seq      INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE, -- hash of source, reason and message
  source   TEXT NOT NULL,
  reason   TEXT NOT NULL,
  message  TEXT NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL
);
INSERT INTO rejection VALUES(1,'ca15b48ae5bdea88','in/a.html','empty','nothing in it','2026-11-23T17:51:26.115+00:00','bukti 0.1.0');
CREATE TABLE relay (
  statement INTEGER NOT NULL REFERENCES statement (seq),
  place     INTEGER NOT NULL, -- 0 is nearest to the source
  name      TEXT NOT NULL,
  folded    TEXT NOT NULL,
  added_at  TEXT NOT NULL,
  added_by  TEXT NOT NULL,
  PRIMARY KEY (statement, place)
) WITHOUT ROWID;
INSERT INTO relay VALUES(1,0,'Sentra','sentra','2026-11-23T17:51:26.099+00:00','bukti 0.1.0');
INSERT INTO relay VALUES(2,0,'Sentra','sentra','2026-11-23T17:51:26.103+00:00','bukti 0.1.0');
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
INSERT INTO statement VALUES(1,'c49b5256a247380e','a59e68ecf5c049f1','[[35,53]]','[[30,34]]','[[1,28]]',1,'direct','Ansel Brio','ansel brio',0,0.9000000000000000222,'m1','2026-11-23T17:51:26.099+00:00','bukti 0.1.0','2026-11-23T17:51:26.103+00:00','bukti 0.1.0','read again by m2');
INSERT INTO statement VALUES(2,'c49b5256a247380e','a59e68ecf5c049f1','[[35,53]]','[[30,34]]','[[1,28]]',1,'direct','Menteri Ansel Brio','menteri ansel brio',0,0.9000000000000000222,'m2','2026-11-23T17:51:26.103+00:00','bukti 0.1.0',NULL,NULL,NULL);
INSERT INTO statement VALUES(3,'4ccd127b242fbd36','247ff2ee7f453d70','[[35,53]]','[[30,34]]','[[1,28]]',1,'direct','Ольга Вейн d83d','ольга вейн d83d',0,0.9000000000000000222,'m1','2026-11-23T17:51:26.106+00:00','bukti 0.1.0',NULL,NULL,NULL);
CREATE TABLE actor (
  seq             INTEGER PRIMARY KEY,
  id              TEXT NOT NULL,
  name            TEXT NOT NULL,
  kind            TEXT NOT NULL CHECK (kind IN ('person', 'organisation', 'state', 'group', 'anonymous')),
  party           TEXT NOT NULL,
  aliases         TEXT NOT NULL, -- JSON
  source          TEXT NOT NULL,
  folded          TEXT NOT NULL, -- name and aliases, one a line, as they are searched
  model           TEXT NOT NULL, -- what found it first
  added_at        TEXT NOT NULL,
  added_by        TEXT NOT NULL,
  withdrawn_at    TEXT,
  withdrawn_by    TEXT,
  withdraw_reason TEXT,
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdraw_reason IS NULL))
);
INSERT INTO actor VALUES(1,'8c0831f2f2c55ae3','Ansel Brio','person','','["Menteri Brio","\u0410\u043d\u0441\u0435\u043b\u044c \u0411\u0440\u0438\u043e"]','',replace('ansel brio\nmenteri brio\nансель брио','\n',char(10)),'m1','2026-11-25T19:45:43.971+00:00','bukti 0.1.0',NULL,NULL,NULL);
INSERT INTO actor VALUES(2,'34697ebb0f312b82','Ольга Вейн','person','','["Olga \ud83d"]','',replace('ольга вейн\nolga d83d','\n',char(10)),'m1','2026-11-25T19:45:43.971+00:00','bukti 0.1.0',NULL,NULL,NULL);
CREATE TABLE voice ( -- whose words a statement gives
  seq             INTEGER PRIMARY KEY,
  statement       TEXT NOT NULL,
  actors          TEXT NOT NULL, -- their ids in order, JSON
  office          TEXT NOT NULL,
  reason          TEXT NOT NULL,
  model           TEXT NOT NULL,
  added_at        TEXT NOT NULL,
  added_by        TEXT NOT NULL,
  withdrawn_at    TEXT,
  withdrawn_by    TEXT,
  withdraw_reason TEXT,
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdraw_reason IS NULL))
);
INSERT INTO voice VALUES(1,'c49b5256a247380e','["8c0831f2f2c55ae3","34697ebb0f312b82"]','Menteri','named in full','m1','2026-11-25T19:45:43.971+00:00','bukti 0.1.0',NULL,NULL,NULL);
INSERT INTO voice VALUES(2,'4ccd127b242fbd36','["34697ebb0f312b82"]','','','m1','2026-11-25T19:45:43.971+00:00','bukti 0.1.0',NULL,NULL,NULL);
CREATE TABLE voice_actor (
  voice    INTEGER NOT NULL REFERENCES voice (seq),
  place    INTEGER NOT NULL,
  actor    TEXT NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL,
  PRIMARY KEY (voice, place)
) WITHOUT ROWID;
INSERT INTO voice_actor VALUES(1,0,'8c0831f2f2c55ae3','2026-11-25T19:45:43.971+00:00','bukti 0.1.0');
INSERT INTO voice_actor VALUES(1,1,'34697ebb0f312b82','2026-11-25T19:45:43.971+00:00','bukti 0.1.0');
INSERT INTO voice_actor VALUES(2,0,'34697ebb0f312b82','2026-11-25T19:45:43.971+00:00','bukti 0.1.0');
CREATE TABLE claim ( -- one wording of a claim: all wordings of it have its id; what analysts do to it is in claim_act
  seq             INTEGER PRIMARY KEY,
  id              TEXT NOT NULL,
  text            TEXT NOT NULL,
  statement       TEXT NOT NULL, -- the clearest one, '' for a claim that an analyst wrote
  author          TEXT NOT NULL, -- an analyst, '' for a claim that was found
  model           TEXT NOT NULL,
  added_at        TEXT NOT NULL,
  added_by        TEXT NOT NULL,
  withdrawn_at    TEXT,
  withdrawn_by    TEXT,
  withdraw_reason TEXT,
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdraw_reason IS NULL))
);
INSERT INTO claim VALUES(1,'d85f32da37113753','The ship belongs to Kestria.','','','m1','2026-11-25T19:45:43.994+00:00','bukti 0.1.0',NULL,NULL,NULL);
INSERT INTO claim VALUES(2,'912584cebe72b6e2','The ship carried arms.','','','m1','2026-11-25T19:45:43.994+00:00','bukti 0.1.0',NULL,NULL,NULL);
CREATE TABLE claim_act (
  seq             INTEGER PRIMARY KEY,
  id              TEXT NOT NULL UNIQUE,
  deed            TEXT NOT NULL CHECK (deed IN ('add', 'edit', 'merge', 'split', 'withdraw', 'note')),
  claim           TEXT NOT NULL,
  other           TEXT NOT NULL, -- merge: the claim that stays; split: the new claim; edit: the act whose words it replaces, '' for the first
  text            TEXT NOT NULL,
  statements      TEXT NOT NULL, -- split: those that go to the new claim, JSON
  added_at        TEXT NOT NULL,
  added_by        TEXT NOT NULL, -- the analyst
  withdrawn_at    TEXT,
  withdrawn_by    TEXT,
  withdraw_reason TEXT,
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdraw_reason IS NULL))
);
INSERT INTO claim_act VALUES(1,'d961ef53935e001d','note','912584cebe72b6e2','','ask the harbour','[]','2026-11-25T19:45:44.082+00:00','bukti 0.1.0',NULL,NULL,NULL);
INSERT INTO claim_act VALUES(2,'bf63743a9c46b8c3','edit','912584cebe72b6e2','','The ship carried arms, they say.','[]','2026-11-25T19:45:44.094+00:00','bukti 0.1.0',NULL,NULL,NULL);
INSERT INTO claim_act VALUES(3,'6f24ee82495417a9','merge','912584cebe72b6e2','d85f32da37113753','','[]','2026-11-25T19:45:44.102+00:00','bukti 0.1.0','2026-11-25T19:45:44.110+00:00','bukti 0.1.0','two things');
CREATE TABLE position (
  seq             INTEGER PRIMARY KEY,
  statement       TEXT NOT NULL,
  claim           TEXT NOT NULL,
  stance          TEXT NOT NULL CHECK (stance IN ('asserts', 'denies', 'doubts', 'no-comment')),
  confidence      REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  reason          TEXT NOT NULL,
  model           TEXT NOT NULL,
  added_at        TEXT NOT NULL,
  added_by        TEXT NOT NULL,
  withdrawn_at    TEXT,
  withdrawn_by    TEXT,
  withdraw_reason TEXT,
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdraw_reason IS NULL))
);
INSERT INTO position VALUES(1,'c49b5256a247380e','d85f32da37113753','denies',0.8000000000000000444,'cue kata; bukan denies','m1','2026-11-25T19:45:44.005+00:00','bukti 0.1.0','2026-11-25T19:45:44.022+00:00','bukti 0.1.0','judged again by m2');
INSERT INTO position VALUES(2,'4ccd127b242fbd36','d85f32da37113753','denies',0.8000000000000000444,'cue kata; bukan denies','m1','2026-11-25T19:45:44.005+00:00','bukti 0.1.0','2026-11-25T19:45:44.022+00:00','bukti 0.1.0','judged again by m2');
INSERT INTO position VALUES(3,'c49b5256a247380e','d85f32da37113753','denies',0.9000000000000000222,'cue kata; bukan denies','m2','2026-11-25T19:45:44.022+00:00','bukti 0.1.0',NULL,NULL,NULL);
INSERT INTO position VALUES(4,'4ccd127b242fbd36','d85f32da37113753','denies',0.9000000000000000222,'cue kata; bukan denies','m2','2026-11-25T19:45:44.022+00:00','bukti 0.1.0',NULL,NULL,NULL);
CREATE TABLE judgement ( -- by an analyst, over what a machine says; several may be live, the last holds
  seq             INTEGER PRIMARY KEY,
  id              TEXT NOT NULL UNIQUE,
  statement       TEXT NOT NULL,
  claim           TEXT NOT NULL,
  verdict         TEXT NOT NULL CHECK (verdict IN ('confirm', 'reject', 'set')),
  stance          TEXT CHECK (stance IN ('asserts', 'denies', 'doubts', 'no-comment')),
  note            TEXT NOT NULL,
  after_act       INTEGER NOT NULL, -- seq of the last claim_act before it: only later ones move it; clocks may be set back
  added_at        TEXT NOT NULL,
  added_by        TEXT NOT NULL, -- the analyst
  withdrawn_at    TEXT,
  withdrawn_by    TEXT,
  withdraw_reason TEXT,
  CHECK ((stance IS NULL) = (verdict = 'reject')),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdraw_reason IS NULL))
);
INSERT INTO judgement VALUES(1,'05b25c48528fa2b7','c49b5256a247380e','d85f32da37113753','confirm','denies','read it',0,'2026-11-25T19:45:44.046+00:00','bukti 0.1.0',NULL,NULL,NULL);
INSERT INTO judgement VALUES(2,'f3649cb9f903039d','4ccd127b242fbd36','d85f32da37113753','reject',NULL,'',0,'2026-11-25T19:45:44.058+00:00','bukti 0.1.0','2026-11-25T19:45:44.070+00:00','bukti 0.1.0','a slip');
CREATE TABLE origin (
  seq             INTEGER PRIMARY KEY,
  id              TEXT NOT NULL,
  statements      TEXT NOT NULL, -- ids, JSON
  actors          TEXT NOT NULL, -- ids, JSON
  date            TEXT NOT NULL,
  counted         INTEGER NOT NULL CHECK (counted IN (0, 1)),
  reason          TEXT NOT NULL,
  model           TEXT NOT NULL,
  added_at        TEXT NOT NULL,
  added_by        TEXT NOT NULL,
  withdrawn_at    TEXT,
  withdrawn_by    TEXT,
  withdraw_reason TEXT,
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdraw_reason IS NULL))
);
INSERT INTO origin VALUES(1,'0123456789abcdef','["c49b5256a247380e","4ccd127b242fbd36"]','["8c0831f2f2c55ae3"]','2024-03-05',1,'the same words','m1','2026-11-25T19:45:44.114+00:00','bukti 0.1.0',NULL,NULL,NULL);
CREATE TABLE origin_statement (
  origin    INTEGER NOT NULL REFERENCES origin (seq),
  place     INTEGER NOT NULL,
  statement TEXT NOT NULL,
  added_at  TEXT NOT NULL,
  added_by  TEXT NOT NULL,
  PRIMARY KEY (origin, place)
) WITHOUT ROWID;
INSERT INTO origin_statement VALUES(1,0,'c49b5256a247380e','2026-11-25T19:45:44.114+00:00','bukti 0.1.0');
INSERT INTO origin_statement VALUES(1,1,'4ccd127b242fbd36','2026-11-25T19:45:44.114+00:00','bukti 0.1.0');
CREATE TABLE derivation (
  seq             INTEGER PRIMARY KEY,
  child           TEXT NOT NULL REFERENCES article (id),
  parent          TEXT NOT NULL REFERENCES article (id),
  kind            TEXT NOT NULL CHECK (kind IN ('reprint', 'translation', 'rewrite', 'relay')),
  credited        INTEGER NOT NULL CHECK (credited IN (0, 1)),
  confidence      REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  reasons         TEXT NOT NULL, -- JSON
  model           TEXT NOT NULL,
  added_at        TEXT NOT NULL,
  added_by        TEXT NOT NULL,
  withdrawn_at    TEXT,
  withdrawn_by    TEXT,
  withdraw_reason TEXT,
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdraw_reason IS NULL))
);
INSERT INTO derivation VALUES(1,'247ff2ee7f453d70','a59e68ecf5c049f1','reprint',1,0.9000000000000000222,'["the same text"]','m1','2026-11-25T19:45:44.119+00:00','bukti 0.1.0',NULL,NULL,NULL);
CREATE TABLE standing (
  seq                INTEGER PRIMARY KEY,
  claim              TEXT NOT NULL,
  status             TEXT NOT NULL CHECK (status IN ('asserted only', 'denied only', 'contested', 'neither')),
  asserting          TEXT NOT NULL, -- ids of origins, JSON; the next two alike
  denying            TEXT NOT NULL,
  doubting           TEXT NOT NULL,
  independent_assert INTEGER NOT NULL,
  independent_deny   INTEGER NOT NULL,
  reasons            TEXT NOT NULL, -- JSON
  warning            TEXT NOT NULL,
  model              TEXT NOT NULL,
  added_at           TEXT NOT NULL,
  added_by           TEXT NOT NULL,
  withdrawn_at       TEXT,
  withdrawn_by       TEXT,
  withdraw_reason    TEXT,
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdraw_reason IS NULL))
);
INSERT INTO standing VALUES(1,'d85f32da37113753','denied only','[]','["0123456789abcdef"]','[]',0,1,'["one briefing"]','','m1','2026-11-25T19:45:44.122+00:00','bukti 0.1.0',NULL,NULL,NULL);
CREATE TABLE vector ( -- a cache, and so the one table whose rows may be deleted
  statement TEXT NOT NULL,
  model     TEXT NOT NULL,
  float16   BLOB NOT NULL, -- little-endian
  added_at  TEXT NOT NULL,
  added_by  TEXT NOT NULL
);
INSERT INTO vector VALUES('c49b5256a247380e','e1',X'003c003c003c003c','2026-11-25T19:45:44.126+00:00','bukti 0.1.0');
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','article_search','article_search',0,'CREATE VIRTUAL TABLE article_search USING fts5 (words, content = '''', tokenize = ''ascii'')');
CREATE TABLE IF NOT EXISTS 'article_search_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO article_search_data VALUES(1,X'0328');
INSERT INTO article_search_data VALUES(10,X'000000000101010001010101');
INSERT INTO article_search_data VALUES(137438953473,X'000000dc0230310102030101320202030102030105616e73656c01020b01020b01020b01046272696f01020c01020c01020c0204756b616e010206010206010206010a6469706572626172756903020f010369747501020501020501020501046b616d69010208010208010208030370616c010204010204010204030274610102090102090102090205657061646101020d01020d01020d01076c61706f72616e01020201020201020201076d656e7465726901020a01020a01020a0204696c696b010207010207010207010673656e74726101020e01020e01020e040609100f0f0f0e0f0e0d1012120f');
CREATE TABLE IF NOT EXISTS 'article_search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO article_search_idx VALUES(1,X'',2);
CREATE TABLE IF NOT EXISTS 'article_search_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO article_search_docsize VALUES(1,X'0d');
INSERT INTO article_search_docsize VALUES(2,X'0d');
INSERT INTO article_search_docsize VALUES(3,X'0e');
CREATE TABLE IF NOT EXISTS 'article_search_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO article_search_config VALUES('version',4);
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','statement_search','statement_search',0,'CREATE VIRTUAL TABLE statement_search USING fts5 (words, content = '''', tokenize = ''ascii'')');
CREATE TABLE IF NOT EXISTS 'statement_search_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO statement_search_data VALUES(1,X'030f');
INSERT INTO statement_search_data VALUES(10,X'000000000101010001010101');
INSERT INTO statement_search_data VALUES(137438953473,X'0000004f063062756b616e010204010204010204010369747501020301020301020301046b616d69010206010206010206030370616c01020201020201020201056d696c696b01020501020501020504100e0f0e');
CREATE TABLE IF NOT EXISTS 'statement_search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO statement_search_idx VALUES(1,X'',2);
CREATE TABLE IF NOT EXISTS 'statement_search_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO statement_search_docsize VALUES(1,X'05');
INSERT INTO statement_search_docsize VALUES(2,X'05');
INSERT INTO statement_search_docsize VALUES(3,X'05');
CREATE TABLE IF NOT EXISTS 'statement_search_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO statement_search_config VALUES('version',4);
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
CREATE UNIQUE INDEX actor_live ON actor (id) WHERE withdrawn_at IS NULL;
CREATE UNIQUE INDEX voice_live ON voice (statement) WHERE withdrawn_at IS NULL;
CREATE INDEX voice_actor_actor ON voice_actor (actor, voice);
CREATE UNIQUE INDEX claim_live ON claim (id) WHERE withdrawn_at IS NULL;
CREATE INDEX claim_id ON claim (id, seq);
CREATE UNIQUE INDEX position_live ON position (statement, claim) WHERE withdrawn_at IS NULL;
CREATE INDEX position_claim ON position (claim, statement) WHERE withdrawn_at IS NULL;
CREATE INDEX judgement_statement ON judgement (statement, claim);
CREATE INDEX judgement_claim ON judgement (claim, statement);
CREATE UNIQUE INDEX origin_live ON origin (id) WHERE withdrawn_at IS NULL;
CREATE INDEX origin_statement_statement ON origin_statement (statement, origin);
CREATE UNIQUE INDEX derivation_live ON derivation (child, parent) WHERE withdrawn_at IS NULL;
CREATE INDEX derivation_parent ON derivation (parent, child) WHERE withdrawn_at IS NULL;
CREATE UNIQUE INDEX standing_live ON standing (claim) WHERE withdrawn_at IS NULL;
CREATE UNIQUE INDEX vector_key ON vector (statement, model);
CREATE TRIGGER actor_keep BEFORE DELETE ON actor BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER voice_keep BEFORE DELETE ON voice BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER voice_actor_keep BEFORE DELETE ON voice_actor BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER claim_keep BEFORE DELETE ON claim BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER claim_act_keep BEFORE DELETE ON claim_act BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER position_keep BEFORE DELETE ON position BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER judgement_keep BEFORE DELETE ON judgement BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER origin_keep BEFORE DELETE ON origin BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER origin_statement_keep BEFORE DELETE ON origin_statement BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER derivation_keep BEFORE DELETE ON derivation BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER standing_keep BEFORE DELETE ON standing BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never deleted'); END;
CREATE TRIGGER voice_actor_fixed BEFORE UPDATE ON voice_actor BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never changed'); END;
CREATE TRIGGER origin_statement_fixed BEFORE UPDATE ON origin_statement BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never changed'); END;
CREATE TRIGGER vector_fixed BEFORE UPDATE ON vector BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never changed'); END;
CREATE TRIGGER actor_fixed BEFORE UPDATE ON actor
WHEN OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
  OR (NEW.seq, NEW.id, NEW.name, NEW.kind, NEW.party, NEW.aliases, NEW.source, NEW.folded, NEW.model, NEW.added_at, NEW.added_by)
  IS NOT (OLD.seq, OLD.id, OLD.name, OLD.kind, OLD.party, OLD.aliases, OLD.source, OLD.folded, OLD.model, OLD.added_at, OLD.added_by)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are withdrawn once, and never changed'); END;
CREATE TRIGGER voice_fixed BEFORE UPDATE ON voice
WHEN OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
  OR (NEW.seq, NEW.statement, NEW.actors, NEW.office, NEW.reason, NEW.model, NEW.added_at, NEW.added_by)
  IS NOT (OLD.seq, OLD.statement, OLD.actors, OLD.office, OLD.reason, OLD.model, OLD.added_at, OLD.added_by)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are withdrawn once, and never changed'); END;
CREATE TRIGGER claim_fixed BEFORE UPDATE ON claim
WHEN OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
  OR (NEW.seq, NEW.id, NEW.text, NEW.statement, NEW.author, NEW.model, NEW.added_at, NEW.added_by)
  IS NOT (OLD.seq, OLD.id, OLD.text, OLD.statement, OLD.author, OLD.model, OLD.added_at, OLD.added_by)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are withdrawn once, and never changed'); END;
CREATE TRIGGER claim_act_fixed BEFORE UPDATE ON claim_act
WHEN OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
  OR (NEW.seq, NEW.id, NEW.deed, NEW.claim, NEW.other, NEW.text, NEW.statements, NEW.added_at, NEW.added_by)
  IS NOT (OLD.seq, OLD.id, OLD.deed, OLD.claim, OLD.other, OLD.text, OLD.statements, OLD.added_at, OLD.added_by)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are withdrawn once, and never changed'); END;
CREATE TRIGGER position_fixed BEFORE UPDATE ON position
WHEN OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
  OR (NEW.seq, NEW.statement, NEW.claim, NEW.stance, NEW.confidence, NEW.reason, NEW.model, NEW.added_at, NEW.added_by)
  IS NOT (OLD.seq, OLD.statement, OLD.claim, OLD.stance, OLD.confidence, OLD.reason, OLD.model, OLD.added_at, OLD.added_by)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are withdrawn once, and never changed'); END;
CREATE TRIGGER judgement_fixed BEFORE UPDATE ON judgement
WHEN OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
  OR (NEW.seq, NEW.id, NEW.statement, NEW.claim, NEW.verdict, NEW.stance, NEW.note, NEW.after_act, NEW.added_at, NEW.added_by)
  IS NOT (OLD.seq, OLD.id, OLD.statement, OLD.claim, OLD.verdict, OLD.stance, OLD.note, OLD.after_act, OLD.added_at, OLD.added_by)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are withdrawn once, and never changed'); END;
CREATE TRIGGER origin_fixed BEFORE UPDATE ON origin
WHEN OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
  OR (NEW.seq, NEW.id, NEW.statements, NEW.actors, NEW.date, NEW.counted, NEW.reason, NEW.model, NEW.added_at, NEW.added_by)
  IS NOT (OLD.seq, OLD.id, OLD.statements, OLD.actors, OLD.date, OLD.counted, OLD.reason, OLD.model, OLD.added_at, OLD.added_by)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are withdrawn once, and never changed'); END;
CREATE TRIGGER derivation_fixed BEFORE UPDATE ON derivation
WHEN OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
  OR (NEW.seq, NEW.child, NEW.parent, NEW.kind, NEW.credited, NEW.confidence, NEW.reasons, NEW.model, NEW.added_at, NEW.added_by)
  IS NOT (OLD.seq, OLD.child, OLD.parent, OLD.kind, OLD.credited, OLD.confidence, OLD.reasons, OLD.model, OLD.added_at, OLD.added_by)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are withdrawn once, and never changed'); END;
CREATE TRIGGER standing_fixed BEFORE UPDATE ON standing
WHEN OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
  OR (NEW.seq, NEW.claim, NEW.status, NEW.asserting, NEW.denying, NEW.doubting, NEW.independent_assert, NEW.independent_deny,
      NEW.reasons, NEW.warning, NEW.model, NEW.added_at, NEW.added_by)
  IS NOT (OLD.seq, OLD.claim, OLD.status, OLD.asserting, OLD.denying, OLD.doubting, OLD.independent_assert, OLD.independent_deny,
      OLD.reasons, OLD.warning, OLD.model, OLD.added_at, OLD.added_by)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are withdrawn once, and never changed'); END;
CREATE TRIGGER actor_once BEFORE INSERT ON actor
WHEN EXISTS (SELECT 1 FROM actor WHERE seq = NEW.seq) OR EXISTS (SELECT 1 FROM actor WHERE id = NEW.id AND withdrawn_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE TRIGGER voice_once BEFORE INSERT ON voice
WHEN EXISTS (SELECT 1 FROM voice WHERE seq = NEW.seq) OR EXISTS (SELECT 1 FROM voice WHERE statement = NEW.statement AND withdrawn_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE TRIGGER voice_actor_once BEFORE INSERT ON voice_actor
WHEN EXISTS (SELECT 1 FROM voice_actor WHERE voice = NEW.voice AND place = NEW.place)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE TRIGGER claim_once BEFORE INSERT ON claim
WHEN EXISTS (SELECT 1 FROM claim WHERE seq = NEW.seq) OR EXISTS (SELECT 1 FROM claim WHERE id = NEW.id AND withdrawn_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE TRIGGER claim_act_once BEFORE INSERT ON claim_act
WHEN EXISTS (SELECT 1 FROM claim_act WHERE id = NEW.id OR seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE TRIGGER position_once BEFORE INSERT ON position
WHEN EXISTS (SELECT 1 FROM position WHERE seq = NEW.seq) OR EXISTS (SELECT 1 FROM position WHERE statement = NEW.statement AND claim = NEW.claim AND withdrawn_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE TRIGGER judgement_once BEFORE INSERT ON judgement
WHEN EXISTS (SELECT 1 FROM judgement WHERE id = NEW.id OR seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE TRIGGER origin_once BEFORE INSERT ON origin
WHEN EXISTS (SELECT 1 FROM origin WHERE seq = NEW.seq) OR EXISTS (SELECT 1 FROM origin WHERE id = NEW.id AND withdrawn_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE TRIGGER origin_statement_once BEFORE INSERT ON origin_statement
WHEN EXISTS (SELECT 1 FROM origin_statement WHERE origin = NEW.origin AND place = NEW.place)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE TRIGGER derivation_once BEFORE INSERT ON derivation
WHEN EXISTS (SELECT 1 FROM derivation WHERE seq = NEW.seq) OR EXISTS (SELECT 1 FROM derivation WHERE child = NEW.child AND parent = NEW.parent AND withdrawn_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE TRIGGER standing_once BEFORE INSERT ON standing
WHEN EXISTS (SELECT 1 FROM standing WHERE seq = NEW.seq) OR EXISTS (SELECT 1 FROM standing WHERE claim = NEW.claim AND withdrawn_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE TRIGGER vector_once BEFORE INSERT ON vector
WHEN EXISTS (SELECT 1 FROM vector WHERE (statement = NEW.statement AND model = NEW.model) OR rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never replaced'); END;
CREATE INDEX article_listed ON article (day, seq, id, lang, outlet_folded);
CREATE INDEX article_outlet ON article (outlet, day, seq, id, lang);
CREATE INDEX article_place ON article (id, day, outlet);
CREATE INDEX statement_place ON statement (id, article, start, withdrawn_at) WHERE withdrawn_at IS NULL;
CREATE INDEX voice_speaker ON voice (statement, actors, withdrawn_at) WHERE withdrawn_at IS NULL;
CREATE INDEX position_stance ON position (claim, statement, stance, confidence, withdrawn_at) WHERE withdrawn_at IS NULL;
CREATE INDEX statement_withdrawn ON statement (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX position_withdrawn ON position (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX origin_withdrawn ON origin (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX derivation_withdrawn ON derivation (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
PRAGMA writable_schema=OFF;
COMMIT;
