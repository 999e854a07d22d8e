-- Which sentences show each account?
SELECT meeting_id, position, sentence, char_start, char_end, rule
FROM evidence_sentences
WHERE meeting_id IN (
    SELECT meeting_id FROM event_meetings SEMI JOIN current_events USING (event_state)
    UNION SELECT meeting_id FROM verdict_events
    UNION SELECT meeting_id FROM reviews WHERE meeting_id IS NOT NULL
)
ORDER BY meeting_id, position;
