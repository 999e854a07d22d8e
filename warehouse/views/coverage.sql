-- How well each region was watched: the share of the days of each clause's window on which a source reporting on it was covered.
CREATE OR REPLACE VIEW coverage AS
SELECT
    judged.region,
    regions.name AS region_name,
    judged.clause,
    judged.as_of,
    judged.window_start,
    judged.window_end,
    date_diff('day', judged.window_start, judged.window_end) + 1 AS window_days,
    judged.covered_share,
    (SELECT sample FROM meta) AS sample
FROM current_verdicts AS judged
LEFT JOIN current_regions AS regions USING (region)
ORDER BY judged.region, judged.clause;

COMMENT ON VIEW coverage IS 'How well each region was watched: the share of the days of each clause''s window on which a source reporting on it was covered.';
COMMENT ON COLUMN coverage.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN coverage.region_name IS 'Name in Russian';
COMMENT ON COLUMN coverage.clause IS 'Clause of the order whose window it is';
COMMENT ON COLUMN coverage.as_of IS 'Day the window ends on';
COMMENT ON COLUMN coverage.window_start IS 'First day of the window';
COMMENT ON COLUMN coverage.window_end IS 'Last day of the window';
COMMENT ON COLUMN coverage.window_days IS 'Days in the window';
COMMENT ON COLUMN coverage.covered_share IS 'Share (0-1) of them, since the order came into force, on which a source reporting on the region was covered';
COMMENT ON COLUMN coverage.sample IS 'True: SAMPLE DATA';
