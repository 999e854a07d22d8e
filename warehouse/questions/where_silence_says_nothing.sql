-- Where was nothing found because nobody looked well enough? Regions not judged, with the share of days covered.
SELECT region_name, clause, round(100 * coverage.covered_share) AS percent_of_days_covered, window_start, window_end
FROM compliance_today
JOIN coverage USING (region, region_name, clause)
WHERE verdict = 'not_judged'
ORDER BY clause, coverage.covered_share, region_name;
