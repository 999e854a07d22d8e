-- Which articles in Kazakh may tell of a meeting that nobody has read? The latest first.
SELECT region, published_on, source, title, url FROM unread_leads WHERE region IS NOT NULL
ORDER BY region, published_on DESC NULLS LAST, article_id;
