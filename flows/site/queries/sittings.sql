-- How often was each region's head seen at a sitting or meeting, week by week?
SELECT region, CAST(date_trunc('week', date_end) AS DATE) AS week, count(*) AS sittings
FROM current_occasions
GROUP BY region, week ORDER BY region, week;
