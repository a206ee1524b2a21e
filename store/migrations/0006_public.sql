-- Format 6 of the record: whoever makes an alert over a network does not choose
-- an address of the machine's own network for its deliveries.
ALTER TABLE alert ADD COLUMN public INTEGER NOT NULL DEFAULT 0; -- to public addresses only
