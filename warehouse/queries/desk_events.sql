-- Which gatherings were found in $region, the latest first, each with the sentence that tells of it.
WITH told AS (
    SELECT
        found.event_id,
        arg_max(sentences.sentence, (articles.url IS NOT DISTINCT FROM found.source_url, meetings.confidence, meetings.meeting_id)) AS sentence,
        arg_max(meetings.meeting_id, (articles.url IS NOT DISTINCT FROM found.source_url, meetings.confidence, meetings.meeting_id)) AS meeting_id
    FROM current_events AS found
    JOIN event_meetings USING (event_state)
    JOIN meetings ON meetings.meeting_id = event_meetings.meeting_id
    JOIN articles USING (article_id)
    JOIN evidence_sentences AS sentences ON sentences.meeting_id = meetings.meeting_id AND sentences.position = 0
    WHERE found.region = $region
    GROUP BY found.event_id
)
SELECT
    found.event_id,
    told.meeting_id,
    found.kind,
    found.level,
    found.date_start,
    found.date_end,
    heads.akim,
    coalesce(heads.how, 'unknown') AS how,
    found.interethnic_topic,
    found.assembly_present,
    found.reports,
    told.sentence,
    found.source_url,
    found.conflicts,
    found.conflicts_ru
FROM current_events AS found
LEFT JOIN told USING (event_id)
LEFT JOIN event_attendance AS heads ON heads.event_state = found.event_state AND heads.region = found.region
WHERE found.region = $region
ORDER BY found.date_end DESC, found.date_start DESC, found.event_id
