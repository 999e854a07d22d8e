-- Which gatherings were found in each region, or elsewhere with its head? The latest first.
WITH places AS (
    SELECT event_state, region FROM current_events WHERE region IS NOT NULL
    UNION
    SELECT event_state, event_attendance.region FROM event_attendance SEMI JOIN current_events USING (event_state)
)
SELECT
    places.region, events.event_id, events.level, events.region AS held_in, events.kind,
    events.date_start, events.date_end, events.dated, heads.akim, coalesce(heads.how, 'unknown') AS how,
    events.reports, events.conflicts, events.conflicts_ru
FROM current_events AS events
JOIN places USING (event_state)
LEFT JOIN event_attendance AS heads ON heads.event_state = events.event_state AND heads.region = places.region
ORDER BY places.region, events.date_end DESC, events.date_start DESC, events.event_id;
