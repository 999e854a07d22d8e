-- Who headed which region when, as the run knew it.
CREATE TABLE officials (
    region VARCHAR NOT NULL,
    surname VARCHAR NOT NULL,
    given VARCHAR NOT NULL,
    patronymic VARCHAR,
    capacity VARCHAR NOT NULL,
    since DATE NOT NULL,
    since_precision VARCHAR NOT NULL,
    until DATE,
    until_precision VARCHAR,
    confidence VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    note VARCHAR,
    origin VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE officials IS 'Who headed which region when, as the run knew it.';
COMMENT ON COLUMN officials.region IS 'ISO 3166-2';
COMMENT ON COLUMN officials.surname IS 'Surname';
COMMENT ON COLUMN officials.given IS 'Given name';
COMMENT ON COLUMN officials.patronymic IS 'Patronymic';
COMMENT ON COLUMN officials.capacity IS 'akim, acting or vacant';
COMMENT ON COLUMN officials.since IS 'First day in office';
COMMENT ON COLUMN officials.since_precision IS 'How sure that day is: day, month, year, approx';
COMMENT ON COLUMN officials.until IS 'First day no longer in office; NULL: still there';
COMMENT ON COLUMN officials.until_precision IS 'How sure that day is';
COMMENT ON COLUMN officials.confidence IS 'How sure the entry is';
COMMENT ON COLUMN officials.source IS 'Where it is known from';
COMMENT ON COLUMN officials.note IS 'Remark';
COMMENT ON COLUMN officials.origin IS 'Whose table the row is from: built-in, or own (laid over it by date; where an own row covers part of a built-in one, that one is cut)';
COMMENT ON COLUMN officials.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN officials.recorded_at IS 'When the row was recorded';
