-- What was judged in each run, and what each region and clause's figures follow from: one row a run, region and clause.
CREATE TABLE cases (
    region VARCHAR NOT NULL,
    clause BIGINT NOT NULL,
    case_digest VARCHAR NOT NULL,
    verdict_id VARCHAR NOT NULL,
    as_of DATE NOT NULL,
    fit_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE cases IS 'What was judged in each run, and what each region and clause''s figures follow from: one row a run, region and clause.';
COMMENT ON COLUMN cases.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN cases.clause IS 'Clause of the order';
COMMENT ON COLUMN cases.case_digest IS 'Identifier of everything that the figures follow from';
COMMENT ON COLUMN cases.verdict_id IS 'Verdict that follows';
COMMENT ON COLUMN cases.as_of IS 'Day it speaks for';
COMMENT ON COLUMN cases.fit_id IS 'Fit of the coverage model';
COMMENT ON COLUMN cases.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN cases.recorded_at IS 'When the row was recorded';
