-- Which sources need a look, those that brought most articles first?
SELECT name, base_url, alarm, alarm_ru
FROM source_health JOIN (SELECT source, base_url FROM current_sources) AS sources USING (source)
WHERE alarm IS NOT NULL ORDER BY articles DESC NULLS LAST, source;
