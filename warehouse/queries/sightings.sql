-- Where the heads of some regions were seen at a sitting or meeting, with what each article tells of it.
-- Title, opening and sentence. Two reporters choose other openings: 500 characters share too little, 1,200 the matter.
WITH told AS (
    SELECT DISTINCT article_id FROM appearances
    WHERE sitting AND reader_version = $reader_version AND list_contains($regions, region)
),
-- As current_articles, for the addresses that matter alone: a million others need not be put in order.
current AS (
    SELECT max_by(article_id, (recorded_at, article_id)) AS article_id
    FROM versions_said SEMI JOIN (SELECT address FROM articles SEMI JOIN told USING (article_id)) USING (address)
    GROUP BY address
),
-- What a person brought in was missed by who watches: counted as caught, it would make silence say more than it does.
by_hand AS (SELECT coalesce(final_url, url) AS url FROM fetches WHERE reason = 'brought in by a person')
SELECT
    region, article_id, articles.address, ordinal, articles.source, articles.agency, articles.published_on,
    concat_ws(' ', articles.title, left(articles.text, 1200), CASE WHEN char_end > 1200 THEN sentence END),
    akim, day_first, day_last, sitting
FROM appearances
JOIN (
    SELECT article_id, address, url, source, agency, published_on, title, text FROM articles
) AS articles USING (article_id)
SEMI JOIN current USING (article_id)
ANTI JOIN by_hand ON by_hand.url = articles.url
WHERE sitting AND reader_version = $reader_version AND list_contains($regions, region)
ORDER BY region, article_id, ordinal
