-- Which regions were there, and where do their tiles lie, as the run knew them?
SELECT region, name, name_en, short, short_en, tile_row, tile_column, kind, centre
FROM regions WHERE run_id = $registry ORDER BY region;
