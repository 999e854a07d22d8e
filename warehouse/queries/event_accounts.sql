-- Which accounts tell of each event that stands.
SELECT event_id, meeting_id FROM current_events JOIN event_meetings USING (event_state, event_id) ORDER BY ALL
