-- Who else is called or appointed head of a region than the table of heads names, the latest first.
SELECT region, person, alarm, alarm_ru, source_url
FROM called_akim
WHERE alarm IS NOT NULL
ORDER BY last_day DESC, region, person
