-- Format 1 of the record.

-- One row a document: the words of one article at one place. n counts them in
-- the order in which they came.
CREATE TABLE document (
  n         INTEGER PRIMARY KEY,
  id        BLOB NOT NULL UNIQUE,    -- content address, 16 bytes
  path      TEXT NOT NULL,
  url       TEXT NOT NULL,
  outlet    TEXT NOT NULL,
  title     TEXT NOT NULL,
  byline    TEXT NOT NULL,
  published TEXT NOT NULL,           -- ISO 8601, as the article has it
  language  TEXT NOT NULL,
  minute    INTEGER NOT NULL,        -- when it was published, else fetched, since 1970
  revision  INTEGER NOT NULL,        -- of its url, from 1
  first     INTEGER NOT NULL,        -- its statements are [first, first + count)
  count     INTEGER NOT NULL,
  added     INTEGER NOT NULL,        -- seconds since 1970
  fetched   INTEGER NOT NULL,
  hash      BLOB NOT NULL,           -- SHA-256 of what was fetched
  sum       BLOB NOT NULL,           -- of the columns from path to minute and of hash, 8 bytes
  size      INTEGER NOT NULL,        -- of the text, in bytes
  text      BLOB NOT NULL            -- zstd
) STRICT;
CREATE INDEX document_url ON document (url, revision) WHERE url <> '';
CREATE INDEX document_minute ON document (minute);

-- What was fetched, by its SHA-256, and the document that came of it.
CREATE TABLE source (
  hash     BLOB PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document
) STRICT, WITHOUT ROWID;

-- Which model made a layer.
CREATE TABLE version (
  n     INTEGER PRIMARY KEY,
  layer TEXT NOT NULL,
  model TEXT NOT NULL,
  UNIQUE (layer, model)
) STRICT;

-- The layers of the analysis: n is 16 times the document's and the number of
-- the layer.
CREATE TABLE layer (
  n       INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES version,
  body    BLOB NOT NULL              -- zstd, empty for an empty layer
) STRICT;

-- Values that statements are counted by.
CREATE TABLE name (
  n     INTEGER PRIMARY KEY,
  field INTEGER NOT NULL,            -- 1 speaker, 2 addressee, 3 outlet, 4 venue, 5 kind, 6 act
  key   TEXT NOT NULL,
  label TEXT NOT NULL,
  sort  TEXT NOT NULL,               -- of a speaker or addressee: person, organisation, …
  UNIQUE (field, key)
) STRICT;

-- One narrow row a statement. n is in order of time: 16,384 times the minute
-- and a number. 0 is no name.
CREATE TABLE statement (
  n         INTEGER PRIMARY KEY,
  id        BLOB NOT NULL,           -- content address, 8 bytes
  document  INTEGER NOT NULL,
  speaker   INTEGER NOT NULL,
  addressee INTEGER NOT NULL,
  outlet    INTEGER NOT NULL,
  venue     INTEGER NOT NULL,
  kind      INTEGER NOT NULL,
  act       INTEGER NOT NULL,
  old       INTEGER NOT NULL         -- 1: stands in a newer revision with the same words
) STRICT;
CREATE INDEX statement_id ON statement (id);

-- The second and later speakers and addressees of a statement.
CREATE TABLE joint (
  statement INTEGER NOT NULL,
  name      INTEGER NOT NULL REFERENCES name,
  PRIMARY KEY (statement, name)
) STRICT, WITHOUT ROWID;

-- The index: rowid is statement.n. See search.Entry for its tokens.
CREATE VIRTUAL TABLE word USING fts5 (
  entry, content = '', contentless_delete = 1, tokenize = "ascii tokenchars ':|'"
);

-- One narrow row an event. Who takes part, where and in whose word is in the
-- index deed; the rest is in the layer.
CREATE TABLE event (
  n        INTEGER PRIMARY KEY,
  id       BLOB NOT NULL,            -- content address, 8 bytes
  document INTEGER NOT NULL REFERENCES document,
  i        INTEGER NOT NULL,         -- in its layer, from 0
  kind     TEXT NOT NULL,            -- or empty
  status   TEXT NOT NULL,
  start    INTEGER NOT NULL,         -- when it is, in minutes since 1970: [start, stop)
  stop     INTEGER NOT NULL,
  told     INTEGER NOT NULL,         -- 1: the text tells when; 0: it is the day of publication
  old      INTEGER NOT NULL,         -- 1: there is a newer revision of its article
  UNIQUE (document, i)
) STRICT;
CREATE INDEX event_start ON event (start);
CREATE INDEX event_id ON event (id);

-- The index of events: rowid is event.n. See search.EventEntry for its tokens.
CREATE VIRTUAL TABLE deed USING fts5 (
  entry, content = '', contentless_delete = 1, tokenize = "ascii tokenchars ':|'"
);

-- What is read: feeds, sitemaps, pages.
CREATE TABLE feed (
  n             INTEGER PRIMARY KEY,
  url           TEXT NOT NULL UNIQUE,
  kind          TEXT NOT NULL,       -- feed, sitemap, page
  title         TEXT NOT NULL,
  folder        TEXT NOT NULL,
  outlet        TEXT NOT NULL,
  etag          TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  added         INTEGER NOT NULL,    -- seconds since 1970, here and below; 0: never
  last_fetched  INTEGER NOT NULL,
  last_new      INTEGER NOT NULL,
  next_due      INTEGER NOT NULL,
  interval      INTEGER NOT NULL,    -- seconds
  failures      INTEGER NOT NULL,    -- since the last success
  last_error    TEXT NOT NULL
) STRICT;
CREATE INDEX feed_due ON feed (next_due);

-- The last fetch of each address.
CREATE TABLE fetched (
  url    TEXT PRIMARY KEY,
  time   INTEGER NOT NULL,
  status INTEGER NOT NULL,           -- of HTTP, 0 without an answer
  hash   BLOB NOT NULL,
  error  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Small things to remember, by name.
CREATE TABLE state (
  key   TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE alert (
  n        INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE,
  query    TEXT NOT NULL,
  delivery TEXT NOT NULL,            -- feed, webhook, stdout
  target   TEXT NOT NULL,            -- a file or an address
  secret   TEXT NOT NULL,            -- of a webhook
  created  INTEGER NOT NULL
) STRICT;

-- What is to be delivered, and what was: one row an alert and statement, ever.
CREATE TABLE outbox (
  n          INTEGER PRIMARY KEY,
  alert      INTEGER NOT NULL REFERENCES alert ON DELETE CASCADE,
  statement  BLOB NOT NULL,          -- its id
  document   INTEGER NOT NULL REFERENCES document,
  start      INTEGER NOT NULL,       -- of the statement in the text
  queued     INTEGER NOT NULL,
  attempts   INTEGER NOT NULL DEFAULT 0,
  next_try   INTEGER NOT NULL DEFAULT 0,
  delivered  INTEGER NOT NULL DEFAULT 0,
  last_error TEXT NOT NULL DEFAULT '',
  UNIQUE (alert, statement)
) STRICT;
CREATE INDEX outbox_due ON outbox (next_try) WHERE delivered = 0;
