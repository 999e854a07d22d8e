-- Over which days since the order did no list of any source that reports on the region reach? One row a run of days.
-- It is no part of a verdict: how many days count as covered is said by covered_share, whose rules are stricter.
WITH span AS (
    SELECT (SELECT min(force_from) FROM current_clauses) AS first_day, (SELECT max(as_of) FROM current_cases) AS last_day
),
reached AS (
    SELECT DISTINCT source, greatest(reached_back_to, first_day) AS from_day,
        least(CAST(checked_at AT TIME ZONE 'Asia/Almaty' AS DATE), reached_until, last_day) AS to_day
    FROM discoveries CROSS JOIN span
    WHERE ok AND reached_back_to IS NOT NULL
),
looked AS (
    SELECT DISTINCT sources.region AS only_region, CAST(unnest(range(from_day, to_day + 1, INTERVAL 1 DAY)) AS DATE) AS day
    FROM reached JOIN current_sources AS sources USING (source)
    WHERE from_day <= to_day AND sources.watches AND sources.language = 'ru'
),
days AS (SELECT CAST(unnest(range(first_day, last_day + 1, INTERVAL 1 DAY)) AS DATE) AS day FROM span),
dark AS (
    SELECT regions.region, days.day
    FROM current_regions AS regions CROSS JOIN days
    WHERE NOT EXISTS (
        SELECT 1 FROM looked
        WHERE looked.day = days.day AND coalesce(looked.only_region, regions.region) = regions.region
    )
),
runs AS (
    SELECT region, day, day - CAST(row_number() OVER (PARTITION BY region ORDER BY day) AS INTEGER) AS run FROM dark
)
SELECT region, min(day) AS first_day, max(day) AS last_day, count(*) AS days
FROM runs GROUP BY region, run ORDER BY region, first_day;
