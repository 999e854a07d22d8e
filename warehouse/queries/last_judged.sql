-- Which run judged last.
SELECT max_by(run_id, (recorded_at, run_id)) FROM cases
