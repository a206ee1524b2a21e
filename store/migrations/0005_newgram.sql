-- Format 5 of the record: what was posted of late stands apart, and is moved to
-- gram in the order of the rows, so that a transaction touches few pages of it.
CREATE TABLE newgram (n INTEGER PRIMARY KEY) STRICT;
