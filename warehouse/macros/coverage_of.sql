-- How well each region was watched, as one run worked it out.
CREATE OR REPLACE MACRO coverage_of(judged_run) AS TABLE
SELECT
    judged.region,
    regions.name AS region_name,
    judged.clause,
    judged.as_of,
    judged.window_start,
    judged.window_end,
    date_diff('day', judged.window_start, judged.window_end) + 1 AS window_days,
    judged.covered_share,
    stated.caught AS p_caught,
    stated.caught_low AS p_caught_low,
    stated.caught_high AS p_caught_high,
    judged.p_seen,
    judged.p_seen_low,
    judged.p_seen_high,
    (
        SELECT string_agg(round(seen, 2), ' / ' ORDER BY assumption) FROM estimates
        WHERE estimates.case_digest = judged.case_digest AND starts_with(assumption, 'trace')
    ) AS p_seen_band,
    coalesce(stated.silence_counts, false) AS silence_counts,
    stated.compliant_silent,
    stated.compliant AS compliant_share,
    stated.compliant_low AS compliant_share_low,
    stated.compliant_high AS compliant_share_high,
    judged.unread_leads,
    (SELECT sample FROM meta) AS sample
FROM (SELECT verdicts.* FROM verdicts SEMI JOIN (SELECT verdict_id FROM cases WHERE cases.run_id = judged_run) USING (verdict_id)) AS judged
LEFT JOIN (SELECT * FROM regions WHERE run_id = judged_run) AS regions USING (region)
LEFT JOIN (SELECT * FROM estimates WHERE assumption = 'stated') AS stated USING (case_digest)
ORDER BY judged.region, judged.clause;

COMMENT ON MACRO TABLE coverage_of IS 'How well each region was watched, as one run worked it out.
judged_run: the run that judged, as `cases` names it';
