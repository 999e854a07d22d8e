-- The 20 first-level units, as the run knew them.
CREATE TABLE regions (
    region VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    name_kk VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    centre VARCHAR NOT NULL,
    since DATE,
    before VARCHAR,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE regions IS 'The 20 first-level units, as the run knew them.';
COMMENT ON COLUMN regions.region IS 'ISO 3166-2';
COMMENT ON COLUMN regions.name IS 'Name in Russian';
COMMENT ON COLUMN regions.name_kk IS 'Name in Kazakh';
COMMENT ON COLUMN regions.kind IS 'oblast or city';
COMMENT ON COLUMN regions.centre IS 'Seat of the akimat';
COMMENT ON COLUMN regions.since IS 'Created on that day; NULL: before the record begins';
COMMENT ON COLUMN regions.before IS 'Region whose territory it was until then';
COMMENT ON COLUMN regions.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN regions.recorded_at IS 'When the row was recorded';
