-- The 20 first-level units, as the run knew them.
CREATE TABLE regions (
    region VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    name_kk VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    short VARCHAR NOT NULL,
    short_en VARCHAR NOT NULL,
    tile_row BIGINT NOT NULL,
    tile_column BIGINT NOT NULL,
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
COMMENT ON COLUMN regions.name_en IS 'Name in English';
COMMENT ON COLUMN regions.short IS 'Short name in Russian, for narrow columns and the tiles of a map';
COMMENT ON COLUMN regions.short_en IS 'Short name in English';
COMMENT ON COLUMN regions.tile_row IS 'Row in a map of equal tiles, from 0 in the north';
COMMENT ON COLUMN regions.tile_column IS 'Column in that map, from 0 in the west';
COMMENT ON COLUMN regions.kind IS 'oblast or city';
COMMENT ON COLUMN regions.centre IS 'Seat of the akimat';
COMMENT ON COLUMN regions.since IS 'Created on that day; NULL: before the record begins';
COMMENT ON COLUMN regions.before IS 'Region whose territory it was until then';
COMMENT ON COLUMN regions.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN regions.recorded_at IS 'When the row was recorded';
