-- What the verdicts of the latest run that judged follow from.
CREATE OR REPLACE VIEW current_cases AS
SELECT * FROM cases
WHERE run_id = (SELECT max_by(run_id, (recorded_at, run_id)) FROM cases);

COMMENT ON VIEW current_cases IS 'What the verdicts of the latest run that judged follow from.';
COMMENT ON COLUMN current_cases.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN current_cases.clause IS 'Clause of the order';
COMMENT ON COLUMN current_cases.case_digest IS 'Identifier of everything that the figures follow from';
COMMENT ON COLUMN current_cases.verdict_id IS 'Verdict that follows';
COMMENT ON COLUMN current_cases.as_of IS 'Day it speaks for';
COMMENT ON COLUMN current_cases.fit_id IS 'Fit of the coverage model';
COMMENT ON COLUMN current_cases.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN current_cases.recorded_at IS 'When the row was recorded';
