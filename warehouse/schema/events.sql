-- What happened: one gathering in one state of knowledge; a new row only when something about it changes.
CREATE TABLE events (
    event_state VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    region VARCHAR,
    kind VARCHAR NOT NULL,
    date_start DATE NOT NULL,
    date_end DATE NOT NULL,
    dated BOOLEAN NOT NULL,
    interethnic_topic BOOLEAN NOT NULL,
    assembly_present BOOLEAN NOT NULL,
    reports BIGINT NOT NULL,
    source_url VARCHAR,
    first_published DATE,
    conflicts VARCHAR[] NOT NULL,
    conflicts_ru VARCHAR[] NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE events IS 'What happened: one gathering in one state of knowledge; a new row only when something about it changes.';
COMMENT ON COLUMN events.event_state IS 'Identifier of this state of knowledge';
COMMENT ON COLUMN events.event_id IS 'Identifier of the gathering, the same in all states';
COMMENT ON COLUMN events.level IS 'region, local or national';
COMMENT ON COLUMN events.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN events.kind IS 'working_meeting, assembly_council, assembly_session or public_event';
COMMENT ON COLUMN events.date_start IS 'First day on which it may have been held';
COMMENT ON COLUMN events.date_end IS 'Last day on which it may have been held';
COMMENT ON COLUMN events.dated IS 'Whether some report dates it, not only its publication';
COMMENT ON COLUMN events.interethnic_topic IS 'Whether its subject is inter-ethnic relations';
COMMENT ON COLUMN events.assembly_present IS 'Whether the Assembly took part';
COMMENT ON COLUMN events.reports IS 'Independent reports of it';
COMMENT ON COLUMN events.source_url IS 'Address of the earliest report';
COMMENT ON COLUMN events.first_published IS 'Local day of the earliest report';
COMMENT ON COLUMN events.conflicts IS 'What the reports disagree on';
COMMENT ON COLUMN events.conflicts_ru IS 'The same in Russian';
COMMENT ON COLUMN events.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN events.recorded_at IS 'When the row was recorded';
