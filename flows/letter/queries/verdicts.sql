-- What one run found for each region and clause, with the figures beside it and a sentence that shows it.
WITH told AS (
    SELECT
        shown.region, shown.clause,
        arg_max(shown.sentence, (shown.source_url IS NOT DISTINCT FROM today.source_url, shown.meeting_id)) AS sentence,
        arg_max(shown.meeting_id, (shown.source_url IS NOT DISTINCT FROM today.source_url, shown.meeting_id)) AS meeting_id
    FROM evidence_of($judged) AS shown
    JOIN compliance_of($judged, $registry) AS today USING (region, clause, event_id)
    GROUP BY shown.region, shown.clause
)
SELECT
    today.region, today.clause, today.bound, today.as_of, coalesce(today.in_force, false) AS in_force, today.verdict,
    today.event_id, today.last_event_start, today.last_event_end, today.source_url,
    -- As the view `deadlines` has it: the last day of force ends every deadline, and alone is none.
    CASE WHEN today.deadline IS NOT NULL THEN least(today.deadline, clauses.force_until) END AS deadline,
    today.in_person, today.delegated, today.unknown,
    today.belief, today.belief_low, today.belief_high, today.p_seen, today.p_seen_low, today.p_seen_high,
    today.covered_share, today.akim, coalesce(today.akim_capacity, 'unknown') AS akim_capacity,
    coalesce(today.unread_leads, 0) AS unread_leads,
    coalesce(today.reasons, []) AS reasons, coalesce(today.reasons_ru, []) AS reasons_ru,
    told.sentence, told.meeting_id
FROM compliance_of($judged, $registry) AS today
JOIN (FROM clauses WHERE run_id = $registry) AS clauses USING (clause)
LEFT JOIN told USING (region, clause)
ORDER BY today.region, today.clause;
