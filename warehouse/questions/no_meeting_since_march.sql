-- For which regions was no meeting held by the akim himself found since March, and were we able to see one?
-- Change the day in the first line; p_seen is of the window that ends today, covered_share of its days.
WITH asked AS (SELECT DATE '2025-03-01' AS since),
met AS (
    SELECT region, max(date_end) AS last_met
    FROM meetings_found CROSS JOIN asked
    WHERE level = 'region' AND kind IN ('working_meeting', 'assembly_council') AND how = 'chaired'
        AND interethnic_topic AND assembly_present AND date_end >= since
    GROUP BY region
)
SELECT
    region_name, verdict_ru, round(p_seen, 2) AS p_seen, p_seen_band, round(covered_share, 2) AS covered_share,
    round(belief, 2) AS belief, array_to_string(reasons_ru, '; ') AS why
FROM compliance_today ANTI JOIN met USING (region)
WHERE clause = 1 AND bound
ORDER BY p_seen DESC, region_name;
