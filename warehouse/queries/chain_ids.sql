-- Which verdicts, events and accounts have names that begin with $given? A few suffice to see that it is not one alone.
SELECT id
FROM (
    SELECT verdict_id AS id FROM verdicts
    UNION SELECT event_id FROM events
    UNION SELECT meeting_id FROM meetings
)
WHERE starts_with(id, $given)
ORDER BY id
LIMIT 6
