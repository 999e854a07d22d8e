-- What does the record show today for each region that clause 1 names, since when, and who says so?
SELECT region_name, verdict_ru, last_event_end, akim, round(belief, 2) AS belief, round(p_seen, 2) AS p_seen, source_url
FROM compliance_today
WHERE clause = 1 AND bound
ORDER BY verdict, last_event_end DESC, region_name;
