-- How many addresses did each list name for each day, and what became of them? One row a stretch of days alike.
-- As models.coverage.answers_by_day counts them: an address counts once a day, one listed without a day for every day
-- that its look touched. Given: `shelves`, the number of each list's shelf; `touched`, the days of the looks that were
-- the first to show an address without a day. Spans of days are counted at their edges: they are never unrolled.
WITH settling AS (
    SELECT source, url, list_contains($read, outcome) AS is_read FROM fetches
    WHERE list_contains($settling, outcome) OR (outcome = 'http_error' AND list_contains($gone, status))
),
-- An address that nothing of its own settled is what its latest duplicate led to (as queries/fetches.sql chooses).
duplicates AS (
    SELECT source, url, final_url FROM fetches WHERE outcome = 'duplicate'
    QUALIFY row_number() OVER (PARTITION BY source, url ORDER BY fetched_at DESC, run_id DESC) = 1
),
followed AS (
    SELECT open.url, settling.is_read
    FROM (SELECT * FROM duplicates ANTI JOIN settling USING (source, url)) AS open
    JOIN settling ON settling.url = open.final_url
),
answered AS (
    SELECT url, bool_or(is_read) AS is_read
    FROM (SELECT url, is_read FROM settling UNION ALL FROM followed)
    GROUP BY url
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
        count(*) FILTER (is_read IS NULL) AS waiting
    FROM spans LEFT JOIN answered USING (url)
    GROUP BY shelf, first_day, last_day
),
edges AS (
    SELECT shelf, first_day AS day, found, empty, waiting FROM counted
    UNION ALL
    SELECT shelf, last_day + 1, -found, -empty, -waiting FROM counted
),
steps AS (
    SELECT shelf, day, sum(found) AS found, sum(empty) AS empty, sum(waiting) AS waiting FROM edges GROUP BY shelf, day
),
sums AS (
    SELECT
        shelf,
        day,
        lead(day) OVER so_far - 1 AS last_day,
        CAST(sum(found) OVER so_far AS BIGINT) AS found,
        CAST(sum(empty) OVER so_far AS BIGINT) AS empty,
        CAST(sum(waiting) OVER so_far AS BIGINT) AS waiting
    FROM steps
    WINDOW so_far AS (PARTITION BY shelf ORDER BY day)
)
SELECT shelf, day, last_day, found, empty, waiting FROM sums WHERE found + empty + waiting > 0
