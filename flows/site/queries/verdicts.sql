-- What is found for each region and clause, with the figures beside it?
SELECT
    today.region, today.clause, current_cases.verdict_id, today.bound, today.as_of, today.in_force, today.verdict,
    today.last_event_start, today.last_event_end, today.deadline, today.p_met, today.met_share,
    today.in_person, today.delegated, today.unknown,
    today.belief, today.belief_low, today.belief_high, today.belief_by_trace, today.belief_by_rhythm,
    today.p_seen, today.p_seen_low, today.p_seen_high, today.p_seen_band, today.covered_share,
    today.compliant_share, today.compliant_share_low, today.compliant_share_high,
    today.akim, today.akim_capacity, today.unread_leads,
    coalesce(today.reasons, []) AS reasons, coalesce(today.reasons_ru, []) AS reasons_ru,
    coverage.window_start, coverage.window_end
FROM compliance_today AS today
LEFT JOIN current_cases USING (region, clause)
LEFT JOIN coverage USING (region, clause)
ORDER BY today.region, today.clause;
