-- From what each place's controls were last worked out.
SELECT region, max_by(digest, (recorded_at, run_id)) FROM control_sets GROUP BY region ORDER BY region
