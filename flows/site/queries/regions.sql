-- Which regions are there, and where do their tiles lie?
SELECT region, name, name_en, short, short_en, tile_row, tile_column, kind, centre FROM current_regions ORDER BY region;
