-- What each region's months show: share of days found covered, what to believe, and what a fully compliant region would show.
CREATE OR REPLACE VIEW compliance_by_month AS
SELECT
    months.region,
    regions.name AS region_name,
    months.clause,
    months.month_start,
    months.month_end,
    months.verdict,
    coalesce(months.found_shares[1], 0) AS met_share,
    coalesce(list_sum(months.found_shares), 0) AS any_rung_share,
    months.believed, months.believed_low, months.believed_high,
    months.compliant, months.compliant_low, months.compliant_high,
    months.seen AS p_seen, months.seen_low AS p_seen_low, months.seen_high AS p_seen_high,
    nullif(array_to_string(list_transform(months.seen_by_trace, lambda seen: round(seen, 2)), ' / '), '') AS p_seen_band,
    nullif(array_to_string(list_transform(months.believed_by_trace, lambda held: round(held, 2)), ' / '), '')
        AS believed_by_trace,
    (SELECT sample FROM meta) AS sample
FROM months SEMI JOIN current_cases USING (case_digest)
LEFT JOIN current_regions AS regions USING (region)
ORDER BY months.region, months.clause, months.month_start;

COMMENT ON VIEW compliance_by_month IS 'What each region''s months show: share of days found covered, what to believe, and what a fully compliant region would show.';
COMMENT ON COLUMN compliance_by_month.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN compliance_by_month.region_name IS 'Name in Russian';
COMMENT ON COLUMN compliance_by_month.clause IS 'Clause of the order';
COMMENT ON COLUMN compliance_by_month.month_start IS 'First day of the month that counts';
COMMENT ON COLUMN compliance_by_month.month_end IS 'Last day of the month that counts';
COMMENT ON COLUMN compliance_by_month.verdict IS 'What was found as of the month''s last day';
COMMENT ON COLUMN compliance_by_month.met_share IS 'Share (0-1) of its days on which events found show the highest rung';
COMMENT ON COLUMN compliance_by_month.any_rung_share IS 'Share (0-1) of its days on which events found show any rung';
COMMENT ON COLUMN compliance_by_month.believed IS 'Share (0-1) of its days with a meeting of the highest rung in the window, found or not; clause 2: probability that the head comes in person';
COMMENT ON COLUMN compliance_by_month.believed_low IS 'Its 5 % quantile: of the share as it came out in simulated pasts (of its chance, where the days are too few)';
COMMENT ON COLUMN compliance_by_month.believed_high IS 'Its 95 % quantile: of the share as it came out in simulated pasts (of its chance, where the days are too few)';
COMMENT ON COLUMN compliance_by_month.compliant IS 'Share (0-1) of its days that a fully compliant region would show, its meetings found and dated as others are';
COMMENT ON COLUMN compliance_by_month.compliant_low IS 'Its 5 % quantile: of the share as it came out in simulated pasts (of its chance, where the days are too few)';
COMMENT ON COLUMN compliance_by_month.compliant_high IS 'Its 95 % quantile: of the share as it came out in simulated pasts (of its chance, where the days are too few)';
COMMENT ON COLUMN compliance_by_month.p_seen IS 'Probability (0-1) that a meeting held in the month would have been seen';
COMMENT ON COLUMN compliance_by_month.p_seen_low IS 'Its 5 % quantile';
COMMENT ON COLUMN compliance_by_month.p_seen_high IS 'Its 95 % quantile';
COMMENT ON COLUMN compliance_by_month.p_seen_band IS 'p_seen at each stated chance that a meeting leaves a public trace, lowest first';
COMMENT ON COLUMN compliance_by_month.believed_by_trace IS 'believed at each stated chance that a meeting leaves a public trace, lowest first; NULL for clause 2';
COMMENT ON COLUMN compliance_by_month.sample IS 'True: SAMPLE DATA';
