-- Which sources have not answered, or brought nothing new, since the week before the newest article of all?
SELECT source, name, region, last_good_look, newest_article, outcomes, last_reason
FROM source_health
WHERE last_good_look IS NULL
   OR newest_article IS NULL
   OR newest_article < (SELECT max(newest_article) FROM source_health) - INTERVAL 7 DAY
ORDER BY newest_article NULLS FIRST, source;
