-- How did it go month by month in one region: found, believed, what a compliant region would show, and could it be seen?
SELECT
    month_start, month_end, verdict, round(met_share, 2) AS found, round(believed, 2) AS believed,
    round(believed_low, 2) AS low, round(believed_high, 2) AS high, believed_by_trace, round(compliant, 2) AS compliant,
    round(p_seen, 2) AS p_seen, p_seen_band
FROM compliance_by_month
WHERE region = 'KZ-39' AND clause = 1
ORDER BY month_start;
