-- What the public record shows for each region and clause as of the last day it can speak for. Found or not found: never an accusation.
CREATE OR REPLACE VIEW compliance_today AS
WITH latest AS (
    SELECT DISTINCT verdict_id, event_id FROM verdict_events WHERE rank = 0
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
    judged.source_url
FROM current_regions AS regions
CROSS JOIN current_clauses AS clauses
LEFT JOIN current_verdicts AS judged USING (region, clause)
LEFT JOIN latest USING (verdict_id)
ORDER BY regions.region, clauses.clause;

COMMENT ON VIEW compliance_today IS 'What the public record shows for each region and clause as of the last day it can speak for. Found or not found: never an accusation.';
COMMENT ON COLUMN compliance_today.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN compliance_today.region_name IS 'Name in Russian';
COMMENT ON COLUMN compliance_today.clause IS 'Clause of the order: 1 a meeting every two months, 2 in person at key events';
COMMENT ON COLUMN compliance_today.bound IS 'Whether the clause names regions of this kind; the three cities are shown, but clause 1 names oblasts';
COMMENT ON COLUMN compliance_today.as_of IS 'Day the verdict speaks for; NULL: nothing was judged yet';
COMMENT ON COLUMN compliance_today.in_force IS 'Whether the order was in force on that day; NULL: nothing was judged yet';
COMMENT ON COLUMN compliance_today.verdict IS 'met, met_broadly, deputy_only; attended, mixed, delegated; no_public_evidence (looked, found nothing); not_judged (not looked at well enough, or at all)';
COMMENT ON COLUMN compliance_today.event_id IS 'Latest event that shows the verdict';
COMMENT ON COLUMN compliance_today.last_event_start IS 'First possible day of that event';
COMMENT ON COLUMN compliance_today.last_event_end IS 'Last possible day of that event';
COMMENT ON COLUMN compliance_today.belief IS 'Probability (0-1) that a meeting was held; NULL until the coverage model exists';
COMMENT ON COLUMN compliance_today.p_seen IS 'Probability (0-1) that a meeting would have been seen; NULL until the coverage model exists';
COMMENT ON COLUMN compliance_today.source_url IS 'Address of the earliest report of that event';
