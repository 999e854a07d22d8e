-- Which articles in Kazakh of the week's days may tell of a meeting that nobody has read?
SELECT
    title, url, source, any_value(published_on) AS published_on,
    list(DISTINCT region ORDER BY region) FILTER (region IS NOT NULL) AS regions
FROM unread_leads WHERE published_on BETWEEN $monday AND $sunday
GROUP BY article_id, title, url, source ORDER BY published_on DESC, article_id;
