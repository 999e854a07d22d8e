-- Which run's verdicts were the published ones at a moment, and which run's regions and clauses stood beside them.
CREATE OR REPLACE MACRO published_run(ts) AS TABLE
SELECT judged_run AS run_id, registry_run FROM publications WHERE published_at <= ts ORDER BY published_at DESC LIMIT 1;

COMMENT ON MACRO TABLE published_run IS 'Which run''s verdicts were the published ones at a moment, and which run''s regions and clauses stood beside them.
ts: the moment, a TIMESTAMPTZ';
