-- What happened, as far as is known now: the gatherings that stood at the latest inference.
CREATE OR REPLACE VIEW current_events AS
SELECT events.*
FROM events SEMI JOIN (
    SELECT unnest(event_states) AS event_state FROM inferences
    WHERE run_id = (SELECT max_by(run_id, (recorded_at, run_id)) FROM inferences)
) USING (event_state);

COMMENT ON VIEW current_events IS 'What happened, as far as is known now: the gatherings that stood at the latest inference.';
COMMENT ON COLUMN current_events.event_state IS 'Identifier of this state of knowledge';
COMMENT ON COLUMN current_events.event_id IS 'Identifier of the gathering, the same in all states';
COMMENT ON COLUMN current_events.level IS 'region, local or national';
COMMENT ON COLUMN current_events.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN current_events.kind IS 'working_meeting, assembly_council, assembly_session or public_event';
COMMENT ON COLUMN current_events.date_start IS 'First day on which it may have been held';
COMMENT ON COLUMN current_events.date_end IS 'Last day on which it may have been held';
COMMENT ON COLUMN current_events.dated IS 'Whether some report dates it, not only its publication';
COMMENT ON COLUMN current_events.interethnic_topic IS 'Whether its subject is inter-ethnic relations';
COMMENT ON COLUMN current_events.assembly_present IS 'Whether the Assembly took part';
COMMENT ON COLUMN current_events.reports IS 'Independent reports of it';
COMMENT ON COLUMN current_events.source_url IS 'Address of the earliest report';
COMMENT ON COLUMN current_events.first_published IS 'Local day of the earliest report';
COMMENT ON COLUMN current_events.conflicts IS 'What the reports disagree on';
COMMENT ON COLUMN current_events.conflicts_ru IS 'The same in Russian';
COMMENT ON COLUMN current_events.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN current_events.recorded_at IS 'When the row was recorded';
