-- Which Kazakh articles may tell of a meeting that nobody has read: one row an article and region that it names.
CREATE OR REPLACE VIEW unread_leads AS
WITH latest AS (
    SELECT article_id, max_by(unread_lead, (recorded_at, reader_version)) AS unread_lead,
        max_by(regions, (recorded_at, reader_version)) AS regions
    FROM readings SEMI JOIN (SELECT article_id FROM readings WHERE unread_lead) USING (article_id)
    GROUP BY article_id
),
-- As current_articles, for the addresses that matter alone: a million others need not be put in order.
current AS (
    SELECT max_by(article_id, (recorded_at, article_id)) AS article_id
    FROM versions_said SEMI JOIN (SELECT address FROM articles SEMI JOIN latest USING (article_id)) USING (address)
    GROUP BY address
)
SELECT
    named.region,
    regions.name AS region_name,
    articles.published_on,
    articles.source,
    articles.title,
    articles.url,
    articles.article_id,
    (SELECT sample FROM meta) AS sample
FROM latest
JOIN articles USING (article_id)
SEMI JOIN current USING (article_id)
LEFT JOIN LATERAL (SELECT unnest(latest.regions) AS region) AS named ON true
LEFT JOIN current_regions AS regions ON regions.region = named.region
WHERE latest.unread_lead
ORDER BY named.region NULLS LAST, articles.published_on, articles.article_id;

COMMENT ON VIEW unread_leads IS 'Which Kazakh articles may tell of a meeting that nobody has read: one row an article and region that it names.';
COMMENT ON COLUMN unread_leads.region IS 'Region that the text names (ISO 3166-2); NULL where it names none';
COMMENT ON COLUMN unread_leads.region_name IS 'Name in Russian';
COMMENT ON COLUMN unread_leads.published_on IS 'Local day of publication';
COMMENT ON COLUMN unread_leads.source IS 'Key of the source';
COMMENT ON COLUMN unread_leads.title IS 'Title, in Kazakh';
COMMENT ON COLUMN unread_leads.url IS 'Address';
COMMENT ON COLUMN unread_leads.article_id IS 'Article version';
COMMENT ON COLUMN unread_leads.sample IS 'True: SAMPLE DATA';
