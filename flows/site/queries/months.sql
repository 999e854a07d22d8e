-- What do the months of each region and clause show, and how well were they watched?
SELECT
    region, clause, month_start, month_end, verdict, met_share, believed, believed_low, believed_high,
    compliant, p_seen, p_seen_low, p_seen_high
FROM compliance_by_month ORDER BY region, clause, month_start;
