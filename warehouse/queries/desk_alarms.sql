-- Which sources need a look, and why, those whose reading is broken first, then those that brought most articles.
SELECT source, name, alarm_kind, alarm, alarm_ru, last_look_on, newest_article
FROM (SELECT *, CAST(last_look AT TIME ZONE 'Asia/Almaty' AS DATE) AS last_look_on FROM source_health)
WHERE alarm IS NOT NULL
ORDER BY alarm_kind <> 'broken', articles DESC, source
