-- The verdicts that stand now: one row a region and clause, by field, whatever fields verdicts have.
-- Left out is what names the row and its rules: another rule that comes to the same is no change.
SELECT
    region || ' clause ' || clause AS key,
    region AS at_region,
    window_start AS first_day,
    window_end AS last_day,
    source_url AS url,
    COLUMNS(lambda name: name NOT IN ('verdict_id', 'case_digest', 'rule', 'reasons_ru', 'run_id', 'recorded_at'))
FROM current_verdicts
ORDER BY region, clause
