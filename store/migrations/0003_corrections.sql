-- Format 3 of the record: what people have decided about its statements, and
-- who may ask.

-- Statements are looked through by people, the least sure first.
ALTER TABLE statement ADD COLUMN sure INTEGER NOT NULL DEFAULT -1;  -- confidence in ten-thousandths, -1: not noted yet
ALTER TABLE statement ADD COLUMN judged INTEGER NOT NULL DEFAULT 0; -- 1: a correction of it stands
CREATE INDEX statement_queue ON statement (sure, n) WHERE old = 0 AND judged = 0 AND sure >= 0;

-- Documents that were there before the confidence of statements was noted.
CREATE TABLE unranked (n INTEGER PRIMARY KEY) STRICT;
INSERT INTO unranked SELECT n FROM document;

-- What somebody decided about a statement. Rows are added, and never changed
-- or taken away: the machine's output is elsewhere, and stays.
CREATE TABLE correction (
  n         INTEGER PRIMARY KEY,
  statement BLOB NOT NULL,           -- its id, 8 bytes; it may no longer be found
  document  INTEGER NOT NULL REFERENCES document,
  at        INTEGER NOT NULL,        -- seconds since 1970
  who       TEXT NOT NULL,
  verdict   TEXT NOT NULL,           -- accept, correct, reject, undo
  machine   TEXT NOT NULL,           -- JSON: how the machine had read it
  reading   TEXT NOT NULL,           -- JSON: what is otherwise
  note      TEXT NOT NULL,
  sum       BLOB NOT NULL            -- of all this, 8 bytes
) STRICT;
CREATE INDEX correction_statement ON correction (statement);
CREATE INDEX correction_document ON correction (document);
CREATE TRIGGER correction_stays BEFORE UPDATE ON correction BEGIN SELECT RAISE(ABORT, 'corrections are not changed'); END;
CREATE TRIGGER correction_kept BEFORE DELETE ON correction BEGIN SELECT RAISE(ABORT, 'corrections are not deleted'); END;

-- Who may ask over a network.
CREATE TABLE account (
  n        INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE,
  role     TEXT NOT NULL,            -- reader, editor, admin
  password TEXT NOT NULL,            -- argon2id in the PHC string format; empty: only by token
  created  INTEGER NOT NULL
) STRICT;

-- Secrets of programs: only their SHA-256 is kept.
CREATE TABLE token (
  n       INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  label   TEXT NOT NULL,
  hash    BLOB NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,          -- 0: never
  used    INTEGER NOT NULL           -- last, to the hour; 0: never
) STRICT;
CREATE INDEX token_account ON token (account);

-- Browsers that are signed in.
CREATE TABLE session (
  hash    BLOB PRIMARY KEY,          -- SHA-256 of the secret in the cookie
  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  created INTEGER NOT NULL,
  seen    INTEGER NOT NULL,          -- last, to some minutes
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (account);

-- Who has done what. sum goes over the row and the sum before it, so that a row
-- that is changed or missing shows.
CREATE TABLE audit (
  n      INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL,
  who    TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL,              -- the id or the name of what it was done to
  detail TEXT NOT NULL,
  sum    BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is not changed'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is not changed'); END;
