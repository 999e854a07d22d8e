-- Which gatherings were found: one row an event, with its akim, its reports and their addresses.
CREATE OR REPLACE VIEW meetings_found AS
WITH links AS (
    SELECT
        event_state,
        list(DISTINCT articles.url ORDER BY articles.url) FILTER (articles.url IS NOT NULL) AS links
    FROM event_meetings
    JOIN (SELECT meeting_id, article_id FROM meetings) USING (meeting_id)
    JOIN (SELECT article_id, url FROM articles) AS articles USING (article_id)
    GROUP BY event_state
)
SELECT
    events.event_id,
    events.region,
    regions.name AS region_name,
    events.level,
    events.date_start,
    events.date_end,
    events.dated,
    events.kind,
    head.akim,
    head.how,
    events.interethnic_topic,
    events.assembly_present,
    events.reports,
    events.first_published,
    coalesce(links.links, []) AS links,
    events.conflicts,
    events.conflicts_ru,
    (SELECT sample FROM meta) AS sample
FROM current_events AS events
LEFT JOIN current_regions AS regions USING (region)
LEFT JOIN event_attendance AS head ON head.event_state = events.event_state AND head.region = events.region
LEFT JOIN links ON links.event_state = events.event_state
ORDER BY events.region, events.date_start, events.date_end, events.event_id;

COMMENT ON VIEW meetings_found IS 'Which gatherings were found: one row an event, with its akim, its reports and their addresses.';
COMMENT ON COLUMN meetings_found.event_id IS 'Identifier of the gathering';
COMMENT ON COLUMN meetings_found.region IS 'Region (ISO 3166-2); NULL for a national one';
COMMENT ON COLUMN meetings_found.region_name IS 'Name in Russian';
COMMENT ON COLUMN meetings_found.level IS 'region, local or national';
COMMENT ON COLUMN meetings_found.date_start IS 'First day on which it may have been held';
COMMENT ON COLUMN meetings_found.date_end IS 'Last day on which it may have been held';
COMMENT ON COLUMN meetings_found.dated IS 'Whether some report dates it, not only its publication';
COMMENT ON COLUMN meetings_found.kind IS 'working_meeting, assembly_council, assembly_session or public_event';
COMMENT ON COLUMN meetings_found.akim IS 'Head of the region, where the reports let us know of the head''s part';
COMMENT ON COLUMN meetings_found.how IS 'chaired, attended or delegated (a deputy in the head''s place); NULL: not told';
COMMENT ON COLUMN meetings_found.interethnic_topic IS 'Whether its subject is inter-ethnic relations';
COMMENT ON COLUMN meetings_found.assembly_present IS 'Whether the Assembly took part';
COMMENT ON COLUMN meetings_found.reports IS 'Independent reports; copies count once';
COMMENT ON COLUMN meetings_found.first_published IS 'Local day of the earliest report';
COMMENT ON COLUMN meetings_found.links IS 'Addresses of all reports, copies included';
COMMENT ON COLUMN meetings_found.conflicts IS 'What the reports disagree on';
COMMENT ON COLUMN meetings_found.conflicts_ru IS 'The same in Russian';
COMMENT ON COLUMN meetings_found.sample IS 'True: SAMPLE DATA';
