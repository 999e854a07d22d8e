-- For which regions was no meeting held by the akim himself found since March, and were we able to see one?
-- Change the day in the first line. Figures are those of the months since, the least and the greatest; what the record
-- shows today stands beside them: a gathering without the akim in the chair may have been found. `bound`: named by the clause.
WITH asked AS (SELECT DATE '2025-03-01' AS since),
met AS (
    SELECT region, max(date_end) AS last_met
    FROM meetings_found CROSS JOIN asked
    WHERE level = 'region' AND kind IN ('working_meeting', 'assembly_council') AND how = 'chaired'
        AND interethnic_topic AND assembly_present AND date_end >= since
    GROUP BY region
),
months AS (
    SELECT region, round(min(p_seen), 2) || ' .. ' || round(max(p_seen), 2) AS p_seen_in_a_month, round(avg(believed), 2) AS believed_share
    FROM compliance_by_month CROSS JOIN asked
    WHERE clause = 1 AND month_end >= since
    GROUP BY region
)
SELECT
    region_name, bound, p_seen_in_a_month, believed_share, verdict_ru AS verdict_today,
    round(p_seen, 2) AS p_seen_today, p_seen_band AS p_seen_today_band, array_to_string(reasons_ru, '; ') AS why
FROM compliance_today ANTI JOIN met USING (region) JOIN months USING (region)
WHERE clause = 1
ORDER BY bound DESC, compliance_today.p_seen DESC, region_name;
