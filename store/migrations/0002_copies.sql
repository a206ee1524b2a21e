-- Format 2 of the record: which articles carry the same text.

-- One row a document that has been put into a group of articles with one text.
CREATE TABLE copy (
  n      INTEGER PRIMARY KEY REFERENCES document,
  parent INTEGER NOT NULL,           -- the document it was put beneath, itself at the head of a group
  whole  INTEGER NOT NULL,           -- hash of the words that are compared
  posted INTEGER NOT NULL,           -- sum of its rows in gram
  mask   BLOB NOT NULL               -- spans left out of the comparison beside the furniture
) STRICT;
CREATE INDEX copy_parent ON copy (parent) WHERE parent <> n;

-- Which documents have a gram: n is 2^28 times the hash and the document's.
CREATE TABLE gram (n INTEGER PRIMARY KEY) STRICT;

-- The lines that an outlet prints again and again. See reuse.Lines.
CREATE TABLE line (
  n      INTEGER PRIMARY KEY,
  outlet TEXT NOT NULL UNIQUE,
  seen   BLOB NOT NULL
) STRICT;

-- Documents that were there before they were put into groups, and still are to
-- be.
CREATE TABLE backlog (n INTEGER PRIMARY KEY) STRICT;
INSERT INTO backlog SELECT n FROM document;

-- An article is asked for by its path too.
CREATE INDEX document_path ON document (path) WHERE path <> '';
