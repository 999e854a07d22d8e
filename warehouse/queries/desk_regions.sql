-- Which regions there are, by what names they go, and where they lie on a map of equal tiles.
SELECT region, name, name_kk, name_en, short, short_en, kind, centre, tile_row, tile_column
FROM current_regions
ORDER BY region
