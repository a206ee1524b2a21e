-- Format 4 of the record: statements of a speaker or an outlet, in order of time, without the
-- index of words; articles of an outlet by their time.
CREATE INDEX statement_speaker ON statement (speaker, old);
CREATE INDEX statement_outlet ON statement (outlet);
CREATE INDEX joint_name ON joint (name);
CREATE INDEX document_outlet ON document (outlet, minute);
