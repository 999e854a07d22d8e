-- What is known of each event, in the states of $states, or as $events and $meetings stand today (else as they stood last).
WITH named AS (
    SELECT
        event_id,
        coalesce(
            max(event_state) FILTER (event_state IN (SELECT event_state FROM current_events)),
            max_by(event_state, (recorded_at, event_state))
        ) AS event_state
    FROM events
    WHERE list_contains($events, event_id)
        OR event_id IN (SELECT event_id FROM event_meetings WHERE list_contains($meetings, meeting_id))
    GROUP BY event_id
),
wanted AS (
    SELECT event_state FROM events WHERE list_contains($states, event_state)
    UNION
    SELECT event_state FROM named WHERE event_id NOT IN (SELECT event_id FROM events WHERE list_contains($states, event_state))
)
SELECT
    events.event_id,
    events.event_state,
    events.event_state IN (SELECT event_state FROM current_events) AS stands,
    events.kind,
    events.level,
    events.region,
    events.date_start,
    events.date_end,
    events.reports,
    events.conflicts,
    events.conflicts_ru,
    (
        SELECT list(meeting_id ORDER BY meeting_id) FROM event_meetings
        WHERE event_meetings.event_state = events.event_state
    ) AS meetings
FROM events
SEMI JOIN wanted USING (event_state)
QUALIFY row_number() OVER (PARTITION BY events.event_state ORDER BY events.recorded_at) = 1
ORDER BY events.date_end DESC, events.event_id, events.event_state
