-- Which articles' accounts show an event, ever showed a verdict, or were reviewed, and where do their pages lie?
WITH standing AS (
    SELECT meeting_id, any_value(event_id) AS event_id
    FROM event_meetings SEMI JOIN current_events USING (event_state) GROUP BY meeting_id
),
wanted AS (
    SELECT meeting_id FROM standing
    UNION SELECT meeting_id FROM verdict_events
    UNION SELECT meeting_id FROM reviews WHERE meeting_id IS NOT NULL
),
voices AS (
    SELECT meeting_id, any_value(origin_kind) AS origin_kind
    FROM (
        SELECT unnest(meetings) AS meeting_id, origin_kind FROM event_reports SEMI JOIN current_events USING (event_state)
    )
    GROUP BY meeting_id
),
heads AS (SELECT meeting_id, list(DISTINCT region ORDER BY region) AS heads FROM attendance GROUP BY meeting_id)
SELECT
    meetings.meeting_id, standing.event_id, voices.origin_kind, meetings.region, coalesce(heads.heads, []) AS heads,
    meetings.kind, meetings.date_start, meetings.date_end, meetings.confidence, meetings.rule,
    articles.url, articles.title, articles.source, sources.name AS source_name, articles.published_on,
    articles.text_sha256, pages.archive_file, pages.archive_offset, pages.archive_sha256
FROM wanted
JOIN meetings USING (meeting_id)
JOIN (SELECT article_id, url, title, source, published_on, text_sha256, page_id FROM articles) AS articles USING (article_id)
LEFT JOIN standing USING (meeting_id)
LEFT JOIN voices USING (meeting_id)
LEFT JOIN heads USING (meeting_id)
LEFT JOIN pages USING (page_id)
LEFT JOIN current_sources AS sources ON sources.source = articles.source
ORDER BY articles.published_on, meetings.meeting_id;
