-- Where the head of one region was seen at a sitting or meeting, with what each article tells of it.
-- Title, opening and sentence. Two reporters choose other openings: 500 characters share too little, 1,200 the matter.
SELECT
    article_id, articles.address, ordinal, articles.source, articles.agency, articles.published_on,
    concat_ws(' ', articles.title, left(articles.text, 1200), CASE WHEN char_end > 1200 THEN sentence END),
    akim, day_first, day_last, sitting
FROM appearances
JOIN (SELECT article_id, address, source, agency, published_on, title, text FROM current_articles) AS articles
    USING (article_id)
WHERE sitting AND reader_version = $reader_version AND region = $region
ORDER BY article_id, ordinal
