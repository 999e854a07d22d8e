-- Which sources the coverage model counts now.
SELECT source, entered, covered_share, since, reason
FROM source_entries
QUALIFY row_number() OVER (PARTITION BY source ORDER BY recorded_at DESC, run_id DESC) = 1
ORDER BY source
