-- Which Kazakh articles about $region may tell of a meeting that nobody has read, the latest first.
SELECT published_on, source, title, url, article_id
FROM unread_leads
WHERE region = $region
ORDER BY published_on DESC NULLS LAST, article_id
