-- The occasions that stand in some regions, of each those that ended after a day.
SELECT region, occasion_id, date_start, date_end, sources, printed, sightings
FROM current_occasions JOIN (SELECT unnest($regions) AS region, unnest($after) AS after) USING (region)
WHERE date_end > after
ORDER BY region, occasion_id
