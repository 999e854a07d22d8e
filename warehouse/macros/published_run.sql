-- Which run's verdicts were the published ones at a moment.
CREATE OR REPLACE MACRO published_run(ts) AS TABLE
SELECT max_by(judged_run, published_at) AS run_id FROM publications WHERE published_at <= ts;

COMMENT ON MACRO TABLE published_run IS 'Which run''s verdicts were the published ones at a moment.';
