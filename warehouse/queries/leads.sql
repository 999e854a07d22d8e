-- For each region, the days of Kazakh articles that may tell of a meeting and that nobody has read.
SELECT region, list(published_on ORDER BY published_on, article_id)
FROM unread_leads WHERE region IS NOT NULL AND published_on IS NOT NULL
GROUP BY region ORDER BY region
