-- Which months of which region are shown, and as what: one row a cell of the picture, from the Parquet set alone.
WITH regions AS (
    FROM read_parquet($folder || '/regions.parquet')
    QUALIFY rank() OVER (ORDER BY recorded_at DESC, run_id DESC) = 1
),
words AS (FROM read_parquet($folder || '/glossary.parquet') WHERE kind = 'verdict')
SELECT
    months.region,
    CASE $language WHEN 'ru' THEN regions.name ELSE regions.name_en END AS region_name,
    CASE $language WHEN 'ru' THEN short ELSE short_en END || CASE WHEN today.bound THEN '' ELSE ' *' END AS row,
    months.month_start,
    months.month_end,
    coalesce(CASE $language WHEN 'ru' THEN words.ru ELSE words.en END, months.verdict) AS verdict_said,
    months.verdict <> 'not_judged' OR months.met_share > 0 AS judged,
    months.met_share,
    months.believed,
    months.believed_low,
    months.believed_high,
    months.p_seen,
    months.p_seen_band,
    today.as_of,
    months.sample
FROM read_parquet($folder || '/compliance_by_month.parquet') AS months
JOIN read_parquet($folder || '/compliance_today.parquet') AS today USING (region, clause)
JOIN regions USING (region)
LEFT JOIN words ON words.word = months.verdict
WHERE clause = 1
ORDER BY NOT today.bound, row, months.month_start
