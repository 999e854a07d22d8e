-- Month by month, would a meeting in $region have been seen, and what was found: the clause with a rhythm.
SELECT clause, month_start, month_end, verdict, met_share, any_rung_share, believed, compliant, p_seen
FROM compliance_by_month
JOIN current_clauses USING (clause)
WHERE region = $region AND judged_by = 'ladder'
ORDER BY clause, month_start
