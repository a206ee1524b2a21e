-- Format 7 of the record: how many words a statement has, so that hits are put
-- in order of relevance without reading their articles.
ALTER TABLE statement ADD COLUMN words INTEGER NOT NULL DEFAULT -1;  -- of its content, -1: not noted yet

-- Documents that were there before are gone through once more.
INSERT OR IGNORE INTO unranked SELECT n FROM document;
