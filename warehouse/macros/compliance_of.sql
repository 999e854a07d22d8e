-- What one run found for each region and clause, with the regions and clauses as another run knew them.
CREATE OR REPLACE MACRO compliance_of(judged_run, registry_run) AS TABLE
WITH judged AS (
    SELECT verdicts.* FROM verdicts SEMI JOIN (SELECT verdict_id FROM cases WHERE cases.run_id = judged_run) USING (verdict_id)
),
latest AS (
    SELECT DISTINCT verdict_id, event_id FROM verdict_events WHERE rank = 0
),
bands AS (
    SELECT
        case_digest,
        string_agg(round(seen, 2), ' / ' ORDER BY assumption) FILTER (starts_with(assumption, 'trace')) AS p_seen_band,
        string_agg(round(held, 2), ' / ' ORDER BY assumption) FILTER (starts_with(assumption, 'trace')) AS belief_by_trace,
        string_agg(round(held, 2), ' / ' ORDER BY assumption) FILTER (starts_with(assumption, 'rhythm')) AS belief_by_rhythm,
        max(compliant_silent) FILTER (assumption = 'stated') AS compliant_silent,
        max(compliant) FILTER (assumption = 'stated') AS compliant_share,
        max(compliant_low) FILTER (assumption = 'stated') AS compliant_share_low,
        max(compliant_high) FILTER (assumption = 'stated') AS compliant_share_high
    FROM estimates GROUP BY case_digest
)
SELECT
    regions.region,
    regions.name AS region_name,
    clauses.clause,
    coalesce(judged.bound, list_contains(clauses.bound, regions.kind)) AS bound,
    judged.as_of,
    judged.in_force,
    coalesce(judged.verdict, 'not_judged') AS verdict,
    latest.event_id,
    judged.last_event_start,
    judged.last_event_end,
    judged.belief,
    judged.p_seen,
    judged.source_url,
    coalesce(said.ru, judged.verdict) AS verdict_ru,
    coalesce(said.en, judged.verdict) AS verdict_en,
    judged.deadline,
    judged.p_met,
    judged.met_share,
    bands.compliant_share,
    bands.compliant_share_low,
    bands.compliant_share_high,
    judged.in_person,
    judged.delegated,
    judged.unknown,
    judged.belief_low,
    judged.belief_high,
    CASE WHEN judged.in_person IS NULL THEN bands.belief_by_trace END AS belief_by_trace,
    CASE WHEN judged.in_person IS NULL THEN bands.belief_by_rhythm END AS belief_by_rhythm,
    judged.belief_in_person,
    judged.p_seen_low,
    judged.p_seen_high,
    bands.p_seen_band,
    bands.compliant_silent,
    judged.covered_share,
    judged.akim,
    judged.akim_capacity,
    judged.unread_leads,
    judged.reasons,
    judged.reasons_ru,
    (SELECT sample FROM meta) AS sample
FROM (SELECT * FROM regions WHERE run_id = registry_run) AS regions
CROSS JOIN (SELECT * FROM clauses WHERE run_id = registry_run) AS clauses
LEFT JOIN judged USING (region, clause)
LEFT JOIN latest USING (verdict_id)
LEFT JOIN bands USING (case_digest)
LEFT JOIN (SELECT word, ru, en FROM words WHERE run_id = registry_run AND kind = 'verdict') AS said
    ON said.word = coalesce(judged.verdict, 'not_judged')
ORDER BY regions.region, clauses.clause;

COMMENT ON MACRO TABLE compliance_of IS 'What one run found for each region and clause, with the regions and clauses as another run knew them.
judged_run: the run that judged, as `cases` names it
registry_run: the run whose regions and clauses are shown, as `regions` names it';
