-- What stands for each region and clause today, with its window and the rungs that its clause has: $region, or all.
SELECT
    today.region,
    today.clause,
    clauses.rungs,
    today.bound,
    today.as_of,
    coalesce(today.in_force, false) AS in_force,
    today.verdict,
    judged.verdict_id,
    judged.window_start,
    judged.window_end,
    today.event_id,
    today.last_event_start,
    today.last_event_end,
    today.deadline,
    today.p_met,
    today.in_person,
    today.delegated,
    today.unknown,
    today.belief,
    today.belief_low,
    today.belief_high,
    today.p_seen,
    today.p_seen_low,
    today.p_seen_high,
    today.p_seen_band,
    today.compliant_share,
    today.met_share,
    today.covered_share,
    today.akim,
    coalesce(today.akim_capacity, 'unknown') AS akim_capacity,
    coalesce(today.unread_leads, 0) AS unread_leads,
    coalesce(today.reasons, []) AS reasons,
    coalesce(today.reasons_ru, []) AS reasons_ru,
    today.source_url
FROM compliance_today AS today
JOIN current_clauses AS clauses USING (clause)
LEFT JOIN current_verdicts AS judged USING (region, clause)
WHERE today.region = coalesce($region, today.region)
ORDER BY today.region, today.clause
