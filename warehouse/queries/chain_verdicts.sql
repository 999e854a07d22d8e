-- What does each verdict of $ids say, what do its figures follow from, and which run judged so last?
WITH judged AS (
    SELECT
        verdict_id,
        max_by(run_id, (recorded_at, run_id)) AS judged_by,
        max_by(fit_id, (recorded_at, run_id)) AS fit_id
    FROM cases
    GROUP BY verdict_id
)
SELECT
    verdicts.verdict_id,
    verdicts.region,
    verdicts.clause,
    coalesce(clauses.rungs, []) AS rungs,
    verdicts.as_of,
    verdicts.verdict,
    verdicts.verdict_id IN (SELECT verdict_id FROM current_cases) AS stands,
    verdicts.window_start,
    verdicts.window_end,
    verdicts.belief,
    verdicts.belief_low,
    verdicts.belief_high,
    verdicts.p_seen,
    verdicts.p_seen_low,
    verdicts.p_seen_high,
    verdicts.covered_share,
    verdicts.in_person,
    verdicts.reasons,
    verdicts.reasons_ru,
    verdicts.rule,
    verdicts.case_digest,
    judged.fit_id,
    fits.controls,
    fits.effective,
    fits.priors,
    verdicts.run_id AS first_judged_by,
    strftime(verdicts.recorded_at, '%Y-%m-%d %H:%M') AS first_judged_at,
    judged.judged_by,
    runs.versions
FROM verdicts
LEFT JOIN judged USING (verdict_id)
LEFT JOIN current_clauses AS clauses USING (clause)
LEFT JOIN (SELECT DISTINCT fit_id, controls, effective, priors FROM catching_fits) AS fits USING (fit_id)
LEFT JOIN (SELECT run_id, versions FROM runs) AS runs ON runs.run_id = judged.judged_by
WHERE list_contains($ids, verdicts.verdict_id)
ORDER BY verdicts.region, verdicts.clause, verdicts.verdict_id
