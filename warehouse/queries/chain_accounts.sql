-- What does each account of $ids say, on which article version does it stand, and where do that page's bytes lie?
WITH came AS (
    SELECT
        page_id,
        max_by(content_type, (fetched_at, run_id)) AS content_type,
        max_by(source, (fetched_at, run_id)) AS fetched_source,
        max_by(coalesce(final_url, url), (fetched_at, run_id)) AS fetched_url,
        max_by(struct_pack(at := listed_published_at, shift := listed_offset), (fetched_at, run_id)) AS listed,
        max(fetched_at) AS fetched_at
    FROM fetches
    WHERE page_id IS NOT NULL
    GROUP BY page_id
)
SELECT
    meetings.meeting_id,
    meetings.article_id,
    meetings.reader_version,
    meetings.ordinal,
    meetings.kind,
    meetings.status,
    meetings.level,
    meetings.region,
    meetings.interethnic_topic,
    meetings.assembly_present,
    meetings.date_start,
    meetings.date_end,
    meetings.confidence,
    meetings.rule,
    articles.url,
    articles.source,
    articles.title,
    articles.published_on,
    articles.text_sha256,
    articles.text,
    articles.page_id,
    pages.archive_file,
    pages.archive_offset,
    pages.archive_sha256,
    came.content_type,
    came.fetched_source,
    came.fetched_url,
    epoch_us(came.fetched_at) AS fetched_at,
    epoch_us(came.listed.at) AS listed_at,
    came.listed.shift AS listed_offset
FROM meetings
JOIN articles USING (article_id)
LEFT JOIN (SELECT DISTINCT page_id, archive_file, archive_offset, archive_sha256 FROM pages) AS pages USING (page_id)
LEFT JOIN came USING (page_id)
WHERE list_contains($ids, meetings.meeting_id)
ORDER BY meetings.meeting_id
