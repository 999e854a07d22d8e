-- Who else is surely called or appointed head of a region than the table of officials names?
SELECT region, alarm, alarm_ru, sentence, source_url, articles, voices, last_day
FROM called_akim WHERE alarm_kind IS NOT NULL ORDER BY region, last_day DESC, alarm;
