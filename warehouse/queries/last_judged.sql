-- Which run judged last, and which last said what regions, heads of regions and clauses there are.
SELECT
    (SELECT max_by(run_id, (recorded_at, run_id)) FROM cases),
    (SELECT max_by(run_id, (recorded_at, run_id)) FROM regions)
