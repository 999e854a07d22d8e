-- What is known of one region between two days: every gathering, who headed it, who reported it, with links.
-- Change the region and the days in the first line.
WITH asked AS (SELECT 'KZ-39' AS region, DATE '2025-04-01' AS first_day, DATE '2025-06-30' AS last_day)
SELECT
    date_start, date_end, kinds.ru AS kind, hows.ru AS how, akim, reports, array_to_string(links, ' ') AS links,
    nullif(array_to_string(conflicts_ru, '; '), '') AS conflicts
FROM meetings_found
SEMI JOIN asked ON meetings_found.region = asked.region
    AND meetings_found.date_end >= asked.first_day AND meetings_found.date_start <= asked.last_day
LEFT JOIN glossary AS kinds ON kinds.kind = 'kind' AND kinds.word = meetings_found.kind
LEFT JOIN glossary AS hows ON hows.kind = 'how' AND hows.word = meetings_found.how
ORDER BY date_start, date_end;
