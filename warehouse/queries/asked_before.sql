-- Of the addresses `wanted`: what came of asking for them, and where did they lead? `settled`: nothing is left to do;
-- else their page lies in the archive, or repeats one that does, and asking again would bring the same.
WITH asked AS (SELECT * FROM fetches SEMI JOIN wanted USING (url)),
done AS (
    SELECT *, list_contains($settling, outcome) OR (outcome = 'http_error' AND list_contains($gone, status)) AS settles
    FROM fetches
),
followed AS (
    SELECT DISTINCT asked.url, true AS settles
    FROM asked JOIN done ON asked.final_url IN (done.url, done.final_url)
    WHERE asked.outcome = 'duplicate' AND done.settles
),
own AS (
    SELECT url, bool_or(settles) AS settles, bool_or(page_id IS NOT NULL) AS kept, max(final_url) AS final_url
    FROM done SEMI JOIN wanted USING (url)
    GROUP BY url
)
SELECT url, coalesce(own.settles, false) OR coalesce(followed.settles, false) AS settled, own.final_url
FROM own LEFT JOIN followed USING (url)
WHERE own.settles OR own.kept OR followed.settles
ORDER BY url
