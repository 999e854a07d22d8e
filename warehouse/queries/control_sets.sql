-- From what each place's controls were last worked out, and for occasions up to which day.
SELECT region, digest, until FROM control_sets
QUALIFY row_number() OVER (PARTITION BY region ORDER BY recorded_at DESC, run_id DESC) = 1
ORDER BY region
