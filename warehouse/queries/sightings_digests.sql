-- For each region, what its sightings of heads at sittings and meetings come to: changes when any of them does.
WITH told AS (SELECT DISTINCT article_id FROM appearances WHERE sitting AND reader_version = $reader_version),
-- As current_articles, for the addresses that matter alone: a million others need not be put in order.
current AS (
    SELECT max_by(article_id, (recorded_at, article_id)) AS article_id
    FROM versions_said SEMI JOIN (SELECT address FROM articles SEMI JOIN told USING (article_id)) USING (address)
    GROUP BY address
),
-- As sightings.sql: what a person brought in is not what was caught.
by_hand AS (
    SELECT article_id FROM articles SEMI JOIN (
        SELECT coalesce(final_url, url) AS url FROM fetches WHERE reason = 'brought in by a person'
    ) USING (url)
)
SELECT
    region,
    concat_ws('.', count(*), bit_xor(hash(article_id, ordinal, akim, day_first, day_last, char_start, char_end)))
FROM appearances
SEMI JOIN current USING (article_id)
ANTI JOIN by_hand USING (article_id)
WHERE sitting AND reader_version = $reader_version
GROUP BY region
ORDER BY region
