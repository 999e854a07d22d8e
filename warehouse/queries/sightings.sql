-- Where the head of one region was seen at a sitting or meeting, with what each article tells of it.
-- Title, opening and sentence: the opening is where a report says what the sitting was about.
SELECT
    article_id, articles.address, ordinal, articles.source, articles.agency, articles.published_on,
    concat_ws(' ', articles.title, left(articles.text, 500), CASE WHEN char_end > 500 THEN sentence END),
    akim, day_first, day_last, sitting
FROM appearances
JOIN (SELECT article_id, address, source, agency, published_on, title, text FROM current_articles) AS articles
    USING (article_id)
WHERE sitting AND reader_version = $reader_version AND region = $region
ORDER BY article_id, ordinal
