-- Format 9 of the record: what joins the reports of one event, so that they are
-- joined without reading their articles.
ALTER TABLE event ADD COLUMN report BLOB NOT NULL DEFAULT x''; -- see package store, EventReport; empty: not noted yet

-- Documents that were there before, of whose events it is to be noted.
CREATE TABLE unnoted (n INTEGER PRIMARY KEY) STRICT;
INSERT INTO unnoted SELECT DISTINCT document FROM event;
