-- Who came to the Assembly's key events in person, who sent a deputy, and where nobody says: one row an event and region.
CREATE OR REPLACE VIEW attendance_record AS
WITH key_events AS (
    SELECT events.*
    FROM current_events AS events
    WHERE events.assembly_present
      AND events.kind IN (SELECT unnest(kinds) FROM current_clauses WHERE judged_by = 'attendance')
),
concerned AS (
    SELECT event_state, region FROM key_events WHERE level = 'region' AND region IS NOT NULL
    UNION
    SELECT event_state, heads.region FROM key_events JOIN event_attendance AS heads USING (event_state)
    WHERE level <> 'region' OR heads.region = key_events.region
)
SELECT
    concerned.region,
    regions.name AS region_name,
    events.event_id,
    events.level,
    events.kind,
    events.date_start,
    events.date_end,
    heads.akim,
    coalesce(heads.how, 'unknown') AS how,
    coalesce(heads.in_person, 0) AS reports_in_person,
    coalesce(heads.delegated, 0) AS reports_delegated,
    events.source_url,
    (SELECT sample FROM meta) AS sample
FROM concerned
JOIN key_events AS events USING (event_state)
LEFT JOIN event_attendance AS heads ON heads.event_state = concerned.event_state AND heads.region = concerned.region
LEFT JOIN current_regions AS regions ON regions.region = concerned.region
ORDER BY concerned.region, events.date_start, events.event_id;

COMMENT ON VIEW attendance_record IS 'Who came to the Assembly''s key events in person, who sent a deputy, and where nobody says: one row an event and region.';
COMMENT ON COLUMN attendance_record.region IS 'Region whose head it is about (ISO 3166-2)';
COMMENT ON COLUMN attendance_record.region_name IS 'Name in Russian';
COMMENT ON COLUMN attendance_record.event_id IS 'Key event';
COMMENT ON COLUMN attendance_record.level IS 'region, local or national';
COMMENT ON COLUMN attendance_record.kind IS 'assembly_session, assembly_council or public_event';
COMMENT ON COLUMN attendance_record.date_start IS 'First day on which it may have been held';
COMMENT ON COLUMN attendance_record.date_end IS 'Last day on which it may have been held';
COMMENT ON COLUMN attendance_record.akim IS 'Surname and given name, where known';
COMMENT ON COLUMN attendance_record.how IS 'chaired, attended, delegated, or unknown: no report says';
COMMENT ON COLUMN attendance_record.reports_in_person IS 'Independent reports that say in person';
COMMENT ON COLUMN attendance_record.reports_delegated IS 'Independent reports that say by deputy';
COMMENT ON COLUMN attendance_record.source_url IS 'Address of the earliest report';
COMMENT ON COLUMN attendance_record.sample IS 'True: SAMPLE DATA';
