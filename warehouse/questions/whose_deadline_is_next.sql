-- Whose two months end within the next fortnight, if nothing new is found?
SELECT region_name, deadline, days_left, verdict_ru, akim, source_url
FROM deadlines
WHERE bound AND in_force AND days_left BETWEEN 0 AND 14
ORDER BY deadline, region_name;
