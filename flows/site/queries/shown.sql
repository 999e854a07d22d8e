-- Which verdicts does each account show: those of today, and of the days before the last that it showed?
SELECT
    shown.meeting_id, verdicts.region, verdicts.clause, verdicts.verdict,
    max_by(verdicts.verdict_id, verdicts.as_of) AS verdict_id,
    max(verdicts.as_of) AS as_of,
    bool_or(current.verdict_id IS NOT NULL) AS stands
FROM verdict_events AS shown
JOIN verdicts USING (verdict_id)
LEFT JOIN (SELECT DISTINCT verdict_id FROM current_cases) AS current USING (verdict_id)
GROUP BY shown.meeting_id, verdicts.region, verdicts.clause, verdicts.verdict
ORDER BY stands DESC, verdicts.region, verdicts.clause, as_of DESC;
