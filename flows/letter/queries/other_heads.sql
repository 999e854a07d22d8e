-- Who else is surely called or appointed head of a region than the table of officials names, by the end of the week?
SELECT region, alarm, alarm_ru, sentence, source_url, last_day
FROM called_akim WHERE alarm_kind IS NOT NULL AND first_day <= $sunday
ORDER BY last_day DESC, region, alarm;
