-- Which accounts of which events show the verdicts: those of $verdicts, and the standing ones that $events or $meetings show.
SELECT verdict_id, event_id, event_state, rank, meeting_id
FROM verdict_events
WHERE list_contains($verdicts, verdict_id)
    OR (
        verdict_id IN (SELECT verdict_id FROM current_cases)
        AND (list_contains($events, event_id) OR list_contains($meetings, meeting_id))
    )
ORDER BY verdict_id, rank, meeting_id
