-- Who says how many gatherings there were, and how many were found: the only outside check on what would have been seen.
CREATE OR REPLACE VIEW claims AS
WITH latest AS (
    SELECT stated_numbers.* FROM stated_numbers
    SEMI JOIN current_articles USING (article_id)
    SEMI JOIN (
        SELECT article_id, max_by(reader_version, (recorded_at, reader_version)) AS reader_version
        FROM readings GROUP BY article_id
    ) USING (article_id, reader_version)
),
counted AS (
    SELECT
        latest.article_id,
        latest.ordinal,
        count(events.event_id) AS found
    FROM latest LEFT JOIN current_events AS events
        ON events.region = latest.region AND events.level = 'region' AND events.assembly_present
        AND events.kind IN (SELECT unnest(kinds) FROM current_clauses WHERE judged_by = 'ladder')
        AND events.date_end BETWEEN latest.period_start AND latest.period_end
    GROUP BY latest.article_id, latest.ordinal
),
months_told AS (
    SELECT latest.article_id, latest.ordinal, months.seen, months.seen_by_trace
    FROM latest JOIN months
        ON months.region = latest.region AND months.clause = (SELECT min(clause) FROM current_clauses WHERE judged_by = 'ladder')
        AND months.month_start <= latest.period_end AND months.month_end >= latest.period_start
    SEMI JOIN current_cases USING (case_digest)
),
bands AS (
    SELECT article_id, ordinal, string_agg(round(seen, 2), ' / ' ORDER BY place) AS p_seen_band
    FROM (
        SELECT article_id, ordinal, place, avg(seen_by_trace[place]) AS seen
        FROM months_told CROSS JOIN LATERAL (SELECT unnest(generate_series(1, len(seen_by_trace))) AS place)
        GROUP BY article_id, ordinal, place
    )
    GROUP BY article_id, ordinal
),
watched AS (
    SELECT article_id, ordinal, avg(seen) AS p_seen, any_value(p_seen_band) AS p_seen_band
    FROM months_told LEFT JOIN bands USING (article_id, ordinal)
    GROUP BY article_id, ordinal
)
SELECT
    articles.url AS source_url,
    latest.region,
    regions.name AS region_name,
    latest.period_start,
    latest.period_end,
    latest.number AS claimed,
    counted.found,
    least(counted.found / nullif(latest.number, 0), 1) AS found_share,
    watched.p_seen,
    watched.p_seen_band,
    latest.speaker,
    latest.sentence,
    (SELECT sample FROM meta) AS sample
FROM latest
JOIN counted USING (article_id, ordinal)
LEFT JOIN watched USING (article_id, ordinal)
JOIN articles USING (article_id)
LEFT JOIN current_regions AS regions ON regions.region = latest.region
WHERE latest.region IS NOT NULL AND latest.period_start IS NOT NULL
ORDER BY latest.region, latest.period_start, source_url;

COMMENT ON VIEW claims IS 'Who says how many gatherings there were, and how many were found: the only outside check on what would have been seen.';
COMMENT ON COLUMN claims.source_url IS 'Address of the article';
COMMENT ON COLUMN claims.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN claims.region_name IS 'Name in Russian';
COMMENT ON COLUMN claims.period_start IS 'First day of the period spoken of';
COMMENT ON COLUMN claims.period_end IS 'Last day of the period spoken of';
COMMENT ON COLUMN claims.claimed IS 'How many gatherings somebody says there were';
COMMENT ON COLUMN claims.found IS 'How many events of the region were found in that period';
COMMENT ON COLUMN claims.found_share IS 'found / claimed, at most 1: what the claim says of how much is seen';
COMMENT ON COLUMN claims.p_seen IS 'What the coverage model says of those months; NULL where they lie outside the order''s time';
COMMENT ON COLUMN claims.p_seen_band IS 'p_seen at each stated chance that a meeting leaves a public trace, lowest first';
COMMENT ON COLUMN claims.speaker IS 'Who says so';
COMMENT ON COLUMN claims.sentence IS 'The sentence that shows it';
COMMENT ON COLUMN claims.sample IS 'True: SAMPLE DATA';
