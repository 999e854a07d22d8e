-- Where the heads of some regions were seen at a sitting or meeting, with what each article tells of it.
-- Title, opening and sentence. Two reporters choose other openings: 500 characters share too little, 1,200 the matter.
SELECT
    region, article_id, articles.address, ordinal, articles.source, articles.agency, articles.published_on,
    concat_ws(' ', articles.title, left(articles.text, 1200), CASE WHEN char_end > 1200 THEN sentence END),
    akim, day_first, day_last, sitting
FROM appearances
JOIN (SELECT article_id, address, source, agency, published_on, title, text FROM current_articles) AS articles
    USING (article_id)
WHERE sitting AND reader_version = $reader_version AND list_contains($regions, region)
ORDER BY region, article_id, ordinal
