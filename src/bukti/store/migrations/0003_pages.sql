-- Schema 3: indexes alone. A page of the desk asks for what it shows; what it counts and orders for that lies in these, without the rows.
-- withdrawn_at is NULL in all rows of some, and in them all the same: SQLite looks into the row for a column that a question names.
CREATE INDEX article_listed ON article (day, seq, id, lang, outlet_folded);
CREATE INDEX article_outlet ON article (outlet, day, seq, id, lang);
CREATE INDEX article_place ON article (id, day, outlet);
CREATE INDEX statement_place ON statement (id, article, start, withdrawn_at) WHERE withdrawn_at IS NULL;
CREATE INDEX voice_speaker ON voice (statement, actors, withdrawn_at) WHERE withdrawn_at IS NULL;
CREATE INDEX position_stance ON position (claim, statement, stance, confidence, withdrawn_at) WHERE withdrawn_at IS NULL;

-- What is live is counted as what there is less what was withdrawn: SQLite counts a whole table by its pages.
CREATE INDEX statement_withdrawn ON statement (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX position_withdrawn ON position (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX origin_withdrawn ON origin (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX derivation_withdrawn ON derivation (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
