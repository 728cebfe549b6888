-- Schema 1. Rows are added and withdrawn, never changed and never deleted; the triggers below hold that for every program, not for bukti alone.
-- Text columns hold SUB (U+001A) and four hex digits for NUL, SUB and unpaired surrogates. Offsets count characters of the text without that escape.
-- Spans are JSON, [[start, end], ...]: they are read and written with their statement and never searched. What is searched has a column or a table.
PRAGMA application_id = 1651862388; -- "bukt"

CREATE TABLE meta (
  key      TEXT PRIMARY KEY,
  value    TEXT NOT NULL,
  added_at TEXT NOT NULL, -- ISO 8601, UTC
  added_by TEXT NOT NULL  -- "bukti <version>" or an analyst's name
);

CREATE TABLE raw ( -- apart from article, so that lists of articles do not drag it along, and the same bytes are kept once
  sha256   TEXT PRIMARY KEY,
  size     INTEGER NOT NULL CHECK (size > 0),
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL,
  zlib     BLOB NOT NULL
);

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
CREATE INDEX article_url ON article (url, seq) WHERE url <> '';
CREATE INDEX article_day ON article (day, seq);
CREATE INDEX article_replaces ON article (replaces) WHERE replaces IS NOT NULL;

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
CREATE UNIQUE INDEX statement_live ON statement (id) WHERE withdrawn_at IS NULL;
CREATE INDEX statement_article ON statement (article, start);
CREATE INDEX statement_actor ON statement (actor_folded, withdrawn_at) WHERE withdrawn_at IS NULL;

CREATE TABLE relay (
  statement INTEGER NOT NULL REFERENCES statement (seq),
  place     INTEGER NOT NULL, -- 0 is nearest to the source
  name      TEXT NOT NULL,
  folded    TEXT NOT NULL,
  added_at  TEXT NOT NULL,
  added_by  TEXT NOT NULL,
  PRIMARY KEY (statement, place)
) WITHOUT ROWID;
CREATE INDEX relay_folded ON relay (folded, statement);

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
CREATE UNIQUE INDEX reading_live ON reading (article) WHERE withdrawn_at IS NULL;

CREATE TABLE rejection (
  seq      INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE, -- hash of source, reason and message
  source   TEXT NOT NULL,
  reason   TEXT NOT NULL,
  message  TEXT NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL
);

CREATE VIEW entity AS
  SELECT reading.article, json_extract(item.value, '$[0]') AS start, json_extract(item.value, '$[1]') AS "end", json_extract(item.value, '$[2]') AS label
  FROM reading, json_each(reading.entities) AS item WHERE reading.withdrawn_at IS NULL;

-- Append-only. INSERT OR REPLACE deletes without asking a DELETE trigger, therefore the third kind.
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
