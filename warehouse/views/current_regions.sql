-- The 20 first-level units, as the latest run knew them.
CREATE OR REPLACE VIEW current_regions AS
SELECT * FROM regions
WHERE run_id = (SELECT max_by(run_id, (recorded_at, run_id)) FROM regions);

COMMENT ON VIEW current_regions IS 'The 20 first-level units, as the latest run knew them.';
COMMENT ON COLUMN current_regions.region IS 'ISO 3166-2';
COMMENT ON COLUMN current_regions.name IS 'Name in Russian';
COMMENT ON COLUMN current_regions.name_kk IS 'Name in Kazakh';
COMMENT ON COLUMN current_regions.name_en IS 'Name in English';
COMMENT ON COLUMN current_regions.short IS 'Short name in Russian, for narrow columns and the tiles of a map';
COMMENT ON COLUMN current_regions.short_en IS 'Short name in English';
COMMENT ON COLUMN current_regions.tile_row IS 'Row in a map of equal tiles, from 0 in the north';
COMMENT ON COLUMN current_regions.tile_column IS 'Column in that map, from 0 in the west';
COMMENT ON COLUMN current_regions.kind IS 'oblast or city';
COMMENT ON COLUMN current_regions.centre IS 'Seat of the akimat';
COMMENT ON COLUMN current_regions.since IS 'Created on that day; NULL: before the record begins';
COMMENT ON COLUMN current_regions.before IS 'Region whose territory it was until then';
COMMENT ON COLUMN current_regions.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN current_regions.recorded_at IS 'When the row was recorded';
