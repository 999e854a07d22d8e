-- Which version stands of the article at an address?
SELECT article_id
FROM articles
WHERE article_id = (SELECT max_by(article_id, (recorded_at, article_id)) FROM versions_said WHERE address = $address)
