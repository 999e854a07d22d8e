-- Who came to the Assembly's key events in person, who sent a deputy, and where nobody says: one row an event and region.
-- The rows are those that the verdicts count, each verdict over its own window.
CREATE OR REPLACE VIEW attendance_record AS
SELECT
    counting.region,
    regions.name AS region_name,
    counting.clause,
    counting.event_id,
    events.level,
    events.kind,
    events.date_start,
    events.date_end,
    heads.akim,
    counting.counts_as,
    coalesce(heads.how, 'unknown') AS how,
    coalesce(heads.in_person, 0) AS reports_in_person,
    coalesce(heads.delegated, 0) AS reports_delegated,
    CASE WHEN heads.region IS NULL OR events.region = counting.region THEN coalesce(heads.source_url, events.source_url)
        ELSE heads.source_url END AS source_url,
    (SELECT sample FROM meta) AS sample
FROM (FROM key_events SEMI JOIN current_cases USING (case_digest)) AS counting
JOIN events USING (event_state)
LEFT JOIN event_attendance AS heads ON heads.event_state = counting.event_state AND heads.region = counting.region
LEFT JOIN current_regions AS regions ON regions.region = counting.region
ORDER BY counting.region, counting.clause, events.date_start, counting.event_id;

COMMENT ON VIEW attendance_record IS 'Who came to the Assembly''s key events in person, who sent a deputy, and where nobody says: one row an event and region.';
COMMENT ON COLUMN attendance_record.region IS 'Region whose head it is about (ISO 3166-2)';
COMMENT ON COLUMN attendance_record.region_name IS 'Name in Russian';
COMMENT ON COLUMN attendance_record.clause IS 'Clause of the order that counts it';
COMMENT ON COLUMN attendance_record.event_id IS 'Key event';
COMMENT ON COLUMN attendance_record.level IS 'region, local or national';
COMMENT ON COLUMN attendance_record.kind IS 'assembly_session, assembly_council or public_event';
COMMENT ON COLUMN attendance_record.date_start IS 'First day on which it may have been held';
COMMENT ON COLUMN attendance_record.date_end IS 'Last day on which it may have been held';
COMMENT ON COLUMN attendance_record.akim IS 'Surname and given name, where known';
COMMENT ON COLUMN attendance_record.counts_as IS 'As what its verdict counts it: one of the clause''s own words, or unknown';
COMMENT ON COLUMN attendance_record.how IS 'chaired, attended, delegated, or unknown: no report says';
COMMENT ON COLUMN attendance_record.reports_in_person IS 'Independent reports that say in person';
COMMENT ON COLUMN attendance_record.reports_delegated IS 'Independent reports that say by deputy';
COMMENT ON COLUMN attendance_record.source_url IS 'Address of the earliest report that tells of the head; of the event where none does';
COMMENT ON COLUMN attendance_record.sample IS 'True: SAMPLE DATA';
