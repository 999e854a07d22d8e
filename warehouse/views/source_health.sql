-- Which sources still answer: last look, what became of the addresses of the last run, newest article.
CREATE OR REPLACE VIEW source_health AS
WITH looks AS (
    SELECT
        source,
        max(checked_at) AS last_look,
        max(checked_at) FILTER (ok) AS last_good_look,
        max_by(reason, checked_at) AS last_reason
    FROM discoveries GROUP BY source
),
newest AS (
    SELECT source, max(published_on) AS newest_article, count(DISTINCT address) AS articles
    FROM articles WHERE source IS NOT NULL GROUP BY source
),
last_visits AS (
    SELECT source, max_by(run_id, (recorded_at, run_id)) AS run_id FROM fetches GROUP BY source
),
outcomes AS (
    SELECT
        source,
        max(last_fetch) AS last_fetch,
        CAST(sum(addresses) AS BIGINT) AS addresses,
        CAST(coalesce(sum(addresses) FILTER (outcome = 'fetched'), 0) AS BIGINT) AS fetched,
        string_agg(outcome || ' ' || addresses, ', ' ORDER BY addresses DESC, outcome) AS outcomes
    FROM (
        SELECT source, outcome, count(*) AS addresses, max(fetched_at) AS last_fetch
        FROM fetches SEMI JOIN last_visits USING (source, run_id)
        GROUP BY source, outcome
    )
    GROUP BY source
)
SELECT
    sources.source,
    sources.name,
    sources.source_group,
    sources.region,
    looks.last_look,
    looks.last_good_look,
    looks.last_reason,
    outcomes.last_fetch,
    coalesce(outcomes.addresses, 0) AS addresses,
    coalesce(outcomes.fetched, 0) AS fetched,
    coalesce(outcomes.outcomes, '') AS outcomes,
    newest.newest_article,
    coalesce(newest.articles, 0) AS articles,
    sources.expected_fewest,
    sources.expected_most,
    sources.verified,
    (SELECT sample FROM meta) AS sample
FROM current_sources AS sources
LEFT JOIN looks USING (source)
LEFT JOIN outcomes USING (source)
LEFT JOIN newest USING (source)
ORDER BY sources.source;

COMMENT ON VIEW source_health IS 'Which sources still answer: last look, what became of the addresses of the last run, newest article.';
COMMENT ON COLUMN source_health.source IS 'Key of the site';
COMMENT ON COLUMN source_health.name IS 'Name a reader knows';
COMMENT ON COLUMN source_health.source_group IS 'official, national_agency, national_independent, regional, official_regional or aggregator';
COMMENT ON COLUMN source_health.region IS 'The only region it reports on; NULL: all of them';
COMMENT ON COLUMN source_health.last_look IS 'When one of its lists was last looked at';
COMMENT ON COLUMN source_health.last_good_look IS 'When one of its lists was last read with success';
COMMENT ON COLUMN source_health.last_reason IS 'What the last look had to say: why it failed, or what was left out';
COMMENT ON COLUMN source_health.last_fetch IS 'When an address of it was last asked for';
COMMENT ON COLUMN source_health.addresses IS 'Addresses asked for in the last run that asked for any';
COMMENT ON COLUMN source_health.fetched IS 'How many of them brought a page';
COMMENT ON COLUMN source_health.outcomes IS 'What became of them: outcome and number';
COMMENT ON COLUMN source_health.newest_article IS 'Newest local day of publication';
COMMENT ON COLUMN source_health.articles IS 'Articles of it that are kept, all versions of one counted once';
COMMENT ON COLUMN source_health.expected_fewest IS 'Fewest articles expected a day';
COMMENT ON COLUMN source_health.expected_most IS 'Most articles expected a day';
COMMENT ON COLUMN source_health.verified IS 'Day its description was last tried, or never';
COMMENT ON COLUMN source_health.sample IS 'True: SAMPLE DATA';
