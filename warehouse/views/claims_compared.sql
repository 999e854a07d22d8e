-- Who says how many gatherings there were, and how many were found: the only outside check on what would have been seen.
CREATE OR REPLACE VIEW claims_compared AS
WITH latest AS (
    SELECT claims.* FROM claims
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
    (
        SELECT avg(months.seen) FROM months SEMI JOIN current_cases USING (case_digest)
        WHERE months.region = latest.region AND months.clause = (SELECT min(clause) FROM current_clauses)
            AND months.month_start <= latest.period_end AND months.month_end >= latest.period_start
    ) AS p_seen,
    latest.speaker,
    latest.sentence,
    (SELECT sample FROM meta) AS sample
FROM latest
JOIN counted USING (article_id, ordinal)
JOIN articles USING (article_id)
LEFT JOIN current_regions AS regions ON regions.region = latest.region
WHERE latest.region IS NOT NULL AND latest.period_start IS NOT NULL
ORDER BY latest.region, latest.period_start, source_url;

COMMENT ON VIEW claims_compared IS 'Who says how many gatherings there were, and how many were found: the only outside check on what would have been seen.';
COMMENT ON COLUMN claims_compared.source_url IS 'Address of the article';
COMMENT ON COLUMN claims_compared.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN claims_compared.region_name IS 'Name in Russian';
COMMENT ON COLUMN claims_compared.period_start IS 'First day of the period spoken of';
COMMENT ON COLUMN claims_compared.period_end IS 'Last day of the period spoken of';
COMMENT ON COLUMN claims_compared.claimed IS 'How many gatherings somebody says there were';
COMMENT ON COLUMN claims_compared.found IS 'How many events of the region were found in that period';
COMMENT ON COLUMN claims_compared.found_share IS 'found / claimed, at most 1: what the claim says of how much is seen';
COMMENT ON COLUMN claims_compared.p_seen IS 'What the coverage model says of those months; NULL where they lie outside the order''s time';
COMMENT ON COLUMN claims_compared.speaker IS 'Who says so';
COMMENT ON COLUMN claims_compared.sentence IS 'The sentence that shows it';
COMMENT ON COLUMN claims_compared.sample IS 'True: SAMPLE DATA';
