-- How many addresses did each list name for each day, and what became of them? One row a stretch of days alike.
-- As models.coverage.answers_by_day counts them: an address counts once a day, one listed without a day for every day
-- that its look touched. Given: `shelves`, the number of each list's shelf; `touched`, the days of the looks that were
-- the first to show an address without a day. Spans of days are counted at their edges: they are never unrolled.
WITH settling AS (
    SELECT source, url, final_url, fetched_at, run_id, list_contains($read, outcome) AS is_read FROM fetches
    WHERE list_contains($settling, outcome) OR (outcome = 'http_error' AND list_contains($gone, status))
),
-- A page is known by the address that a list gave it, and by the one at which it was found, which no list may name.
redirected AS (SELECT source, url FROM settling WHERE final_url <> url),
landings AS (
    SELECT final_url, is_read FROM settling SEMI JOIN redirected USING (source, url)
    QUALIFY row_number() OVER (PARTITION BY source, url ORDER BY is_read DESC, fetched_at DESC, run_id DESC) = 1
),
settled_pages AS (SELECT url, is_read FROM settling UNION ALL FROM landings),
-- An address that nothing of its own settled is what its latest duplicate led to (as queries/fetches.sql chooses).
duplicates AS (
    SELECT source, url, final_url FROM fetches WHERE outcome = 'duplicate'
    QUALIFY row_number() OVER (PARTITION BY source, url ORDER BY fetched_at DESC, run_id DESC) = 1
),
followed AS (
    SELECT open.url, settled_pages.is_read
    FROM (SELECT * FROM duplicates ANTI JOIN settling USING (source, url)) AS open
    JOIN settled_pages ON settled_pages.url = open.final_url
),
answered AS (
    SELECT url, bool_or(is_read) AS is_read
    FROM (SELECT url, is_read FROM settling UNION ALL FROM followed)
    GROUP BY url
),
textless AS (
    SELECT DISTINCT url, true AS is_textless
    FROM fetches ANTI JOIN duplicates USING (source, url) WHERE list_contains($textless, outcome)
),
looks AS (SELECT discovery_id, shelf FROM discoveries JOIN shelves USING (source, address)),
undated AS (
    SELECT shelf, url, first_day, last_day
    FROM named_days JOIN looks USING (discovery_id) JOIN touched USING (discovery_id)
    WHERE named_on IS NULL
),
-- Two looks at the same undated address may touch the same days.
opened AS (
    SELECT *, coalesce(first_day > max(last_day) OVER (
        PARTITION BY shelf, url ORDER BY first_day, last_day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ), true) AS opens
    FROM undated
),
numbered AS (
    SELECT *, count(*) FILTER (opens) OVER (PARTITION BY shelf, url ORDER BY first_day, last_day ROWS UNBOUNDED PRECEDING) AS stretch
    FROM opened
),
stretches AS (
    SELECT shelf, url, min(first_day) AS first_day, max(last_day) AS last_day
    FROM numbered GROUP BY shelf, url, stretch
),
dated AS (
    SELECT DISTINCT shelf, url, named_on FROM named_days JOIN looks USING (discovery_id) WHERE named_on IS NOT NULL
),
spans AS (
    FROM stretches
    UNION ALL
    SELECT shelf, url, named_on, named_on FROM dated ANTI JOIN stretches
        ON stretches.shelf = dated.shelf AND stretches.url = dated.url AND named_on BETWEEN first_day AND last_day
),
counted AS (
    SELECT
        shelf,
        first_day,
        last_day,
        count(*) FILTER (is_read) AS found,
        count(*) FILTER (NOT is_read) AS empty,
        count(*) FILTER (is_read IS NULL) AS waiting,
        count(*) FILTER (is_read IS NULL AND is_textless) AS textless
    FROM spans LEFT JOIN answered USING (url) LEFT JOIN textless USING (url)
    GROUP BY shelf, first_day, last_day
),
edges AS (
    SELECT shelf, first_day AS day, found, empty, waiting, textless FROM counted
    UNION ALL
    SELECT shelf, last_day + 1, -found, -empty, -waiting, -textless FROM counted
),
steps AS (
    SELECT shelf, day, sum(found) AS found, sum(empty) AS empty, sum(waiting) AS waiting, sum(textless) AS textless
    FROM edges GROUP BY shelf, day
),
sums AS (
    SELECT
        shelf,
        day,
        lead(day) OVER so_far - 1 AS last_day,
        CAST(sum(found) OVER so_far AS BIGINT) AS found,
        CAST(sum(empty) OVER so_far AS BIGINT) AS empty,
        CAST(sum(waiting) OVER so_far AS BIGINT) AS waiting,
        CAST(sum(textless) OVER so_far AS BIGINT) AS textless
    FROM steps
    WINDOW so_far AS (PARTITION BY shelf ORDER BY day)
)
SELECT shelf, day, last_day, found, empty, waiting, textless FROM sums WHERE found + empty + waiting > 0
