-- Schema 2: actors, claims, positions, judgements, origins, and the search. As schema 1: rows are added and withdrawn, never changed or deleted.
-- Statements, actors and claims are named by id, not by row: a row withdrawn and found again is another row of the same thing.
-- Lists are JSON and read with their row; voice_actor and origin_statement repeat them as rows for searching.

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
CREATE UNIQUE INDEX actor_live ON actor (id) WHERE withdrawn_at IS NULL;

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
CREATE UNIQUE INDEX voice_live ON voice (statement) WHERE withdrawn_at IS NULL;

CREATE TABLE voice_actor (
  voice    INTEGER NOT NULL REFERENCES voice (seq),
  place    INTEGER NOT NULL,
  actor    TEXT NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL,
  PRIMARY KEY (voice, place)
) WITHOUT ROWID;
CREATE INDEX voice_actor_actor ON voice_actor (actor, voice);

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
CREATE UNIQUE INDEX claim_live ON claim (id) WHERE withdrawn_at IS NULL;
CREATE INDEX claim_id ON claim (id, seq);

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
CREATE UNIQUE INDEX position_live ON position (statement, claim) WHERE withdrawn_at IS NULL;
CREATE INDEX position_claim ON position (claim, statement) WHERE withdrawn_at IS NULL;

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
CREATE INDEX judgement_statement ON judgement (statement, claim);
CREATE INDEX judgement_claim ON judgement (claim, statement);

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
CREATE UNIQUE INDEX origin_live ON origin (id) WHERE withdrawn_at IS NULL;

CREATE TABLE origin_statement (
  origin    INTEGER NOT NULL REFERENCES origin (seq),
  place     INTEGER NOT NULL,
  statement TEXT NOT NULL,
  added_at  TEXT NOT NULL,
  added_by  TEXT NOT NULL,
  PRIMARY KEY (origin, place)
) WITHOUT ROWID;
CREATE INDEX origin_statement_statement ON origin_statement (statement, origin);

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
CREATE UNIQUE INDEX derivation_live ON derivation (child, parent) WHERE withdrawn_at IS NULL;
CREATE INDEX derivation_parent ON derivation (parent, child) WHERE withdrawn_at IS NULL;

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
CREATE UNIQUE INDEX standing_live ON standing (claim) WHERE withdrawn_at IS NULL;

CREATE TABLE vector ( -- a cache, and so the one table whose rows may be deleted
  statement TEXT NOT NULL,
  model     TEXT NOT NULL,
  float16   BLOB NOT NULL, -- little-endian
  added_at  TEXT NOT NULL,
  added_by  TEXT NOT NULL
);
CREATE UNIQUE INDEX vector_key ON vector (statement, model);

-- Search: an index alone, the words stay in article. rowid is the seq of the article or statement; the newest of them may wait to be indexed.
-- What a word is, words.py decides: 'ascii' sees only the blanks between them.
CREATE VIRTUAL TABLE article_search USING fts5 (words, content = '', tokenize = 'ascii');
CREATE VIRTUAL TABLE statement_search USING fts5 (words, content = '', tokenize = 'ascii');

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
