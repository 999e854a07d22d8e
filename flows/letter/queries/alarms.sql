-- Which sources need a look, those whose reading is broken first, then those that brought most articles?
-- The letter has room for a few, and what is broken counts for nothing until somebody mends it.
SELECT name, base_url, alarm, alarm_ru
FROM source_health JOIN (SELECT source, base_url FROM current_sources) AS sources USING (source)
WHERE alarm IS NOT NULL ORDER BY alarm_kind <> 'broken', articles DESC NULLS LAST, source;
