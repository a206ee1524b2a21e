-- Format 8 of the record: an article without a date is of no day, and what is not
-- there can be searched: the index has a token for it.
ALTER TABLE statement ADD COLUMN undated INTEGER NOT NULL DEFAULT 0; -- 1: of an article without a date; n is of its fetch

-- Documents that were there before, whose statements and events are to be
-- marked so.
CREATE TABLE unmarked (n INTEGER PRIMARY KEY) STRICT;
INSERT INTO unmarked SELECT n FROM document;
