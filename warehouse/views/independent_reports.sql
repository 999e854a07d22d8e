-- Who reported each event independently: one row an event and report; copies and one body's voices count once.
CREATE OR REPLACE VIEW independent_reports AS
SELECT
    events.region,
    events.event_id,
    events.date_start,
    events.date_end,
    reports.position,
    reports.origin,
    reports.origin_kind,
    reports.source,
    reports.published_on,
    reports.confidence,
    len(reports.meetings) AS articles,
    reports.meetings,
    (SELECT sample FROM meta) AS sample
FROM current_events AS events JOIN event_reports AS reports USING (event_state)
ORDER BY events.region, events.date_start, events.event_id, reports.position;

COMMENT ON VIEW independent_reports IS 'Who reported each event independently: one row an event and report; copies and one body''s voices count once.';
COMMENT ON COLUMN independent_reports.region IS 'Region (ISO 3166-2); NULL for a national one';
COMMENT ON COLUMN independent_reports.event_id IS 'Event';
COMMENT ON COLUMN independent_reports.date_start IS 'First day on which it may have been held';
COMMENT ON COLUMN independent_reports.date_end IS 'Last day on which it may have been held';
COMMENT ON COLUMN independent_reports.position IS '0 for the earliest report';
COMMENT ON COLUMN independent_reports.origin IS 'Whose voice it is: a site, an agency, an akimat';
COMMENT ON COLUMN independent_reports.origin_kind IS 'akimat, agency or own';
COMMENT ON COLUMN independent_reports.source IS 'Site that had it first';
COMMENT ON COLUMN independent_reports.published_on IS 'Local day of its first publication';
COMMENT ON COLUMN independent_reports.confidence IS 'Probability (0-1) that its surest reading is right';
COMMENT ON COLUMN independent_reports.articles IS 'Articles that it was read from, copies included';
COMMENT ON COLUMN independent_reports.meetings IS 'Accounts that it was read from';
COMMENT ON COLUMN independent_reports.sample IS 'True: SAMPLE DATA';
