-- The gatherings that stand now: one row an event, by field.
WITH presences AS (
    SELECT
        event_state,
        list(concat_ws(' ', region, how, akim, CASE WHEN named THEN 'named' END) ORDER BY region) AS told
    FROM event_attendance GROUP BY event_state
)
SELECT
    event_id AS key,
    region AS at_region,
    date_start AS first_day,
    date_end AS last_day,
    source_url AS url,
    kind,
    level,
    region,
    date_start,
    date_end,
    dated,
    interethnic_topic,
    assembly_present,
    coalesce(presences.told, []) AS attendance,
    reports,
    source_url,
    first_published,
    conflicts
FROM current_events LEFT JOIN presences USING (event_state)
ORDER BY event_id
