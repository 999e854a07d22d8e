-- The text of one article version as it was stored when it was read.
SELECT text FROM articles WHERE article_id = $article_id AND text IS NOT NULL LIMIT 1
