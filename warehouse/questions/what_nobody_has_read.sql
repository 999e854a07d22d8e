-- Which Kazakh articles name a region and the Assembly, and nobody has read them?
SELECT region_name, published_on, source, title, url
FROM unread_leads
ORDER BY published_on DESC, url, region_name;
