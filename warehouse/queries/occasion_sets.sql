-- From what each region's occasions were last put together.
SELECT region, max_by(digest, (recorded_at, run_id)) FROM occasion_sets GROUP BY region ORDER BY region
