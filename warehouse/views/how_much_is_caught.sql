-- How much of what left a public trace each group of sources catches, and Chapman's upper bound.
CREATE OR REPLACE VIEW how_much_is_caught AS
SELECT caught.region, regions.name AS region_name, caught.source_group,
    caught.caught, caught.caught_low, caught.caught_high, caught.upper_bound, fits.controls, (SELECT sample FROM meta) AS sample
FROM catching AS caught
JOIN catching_fits AS fits USING (fit_id)
LEFT JOIN current_regions AS regions USING (region)
WHERE fit_id = (SELECT any_value(fit_id) FROM current_cases)
ORDER BY caught.region, caught.source_group;

COMMENT ON VIEW how_much_is_caught IS 'How much of what left a public trace each group of sources catches, and Chapman''s upper bound.';
COMMENT ON COLUMN how_much_is_caught.region IS 'Region (ISO 3166-2); KZ for occasions of the whole republic';
COMMENT ON COLUMN how_much_is_caught.region_name IS 'Name in Russian';
COMMENT ON COLUMN how_much_is_caught.source_group IS 'Source group; any: at least one of the four; "a or b": either of the two that caught most in the region';
COMMENT ON COLUMN how_much_is_caught.caught IS 'Probability (0-1) that it catches a sitting on a day that it covers: mean';
COMMENT ON COLUMN how_much_is_caught.caught_low IS '5 % quantile';
COMMENT ON COLUMN how_much_is_caught.caught_high IS '95 % quantile';
COMMENT ON COLUMN how_much_is_caught.upper_bound IS 'Chapman''s estimate for the two groups of the row, from what they printed in whatever words: a bound, because outlets print each other''s; noise where they share few';
COMMENT ON COLUMN how_much_is_caught.controls IS 'Occasions that it was learned from';
COMMENT ON COLUMN how_much_is_caught.sample IS 'True: SAMPLE DATA';
