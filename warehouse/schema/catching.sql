-- How much of what left a trace each source group catches in a region, by one fit of the coverage model.
CREATE TABLE catching (
    fit_id VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    source_group VARCHAR NOT NULL,
    caught DOUBLE NOT NULL,
    caught_low DOUBLE NOT NULL,
    caught_high DOUBLE NOT NULL,
    upper_bound DOUBLE,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE catching IS 'How much of what left a trace each source group catches in a region, by one fit of the coverage model.';
COMMENT ON COLUMN catching.fit_id IS 'Fit';
COMMENT ON COLUMN catching.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN catching.source_group IS 'Source group; any: at least one of the four; "a or b": either of the two that caught most in the region';
COMMENT ON COLUMN catching.caught IS 'Probability (0-1) that it catches a sitting on a day that it covers: mean';
COMMENT ON COLUMN catching.caught_low IS 'Probability (0-1) that it catches a sitting on a day that it covers: 5 % quantile';
COMMENT ON COLUMN catching.caught_high IS 'Probability (0-1) that it catches a sitting on a day that it covers: 95 % quantile';
COMMENT ON COLUMN catching.upper_bound IS 'Chapman''s estimate for the two groups of the row, from what they printed in whatever words: a bound, because outlets print each other''s; noise where they share few';
COMMENT ON COLUMN catching.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN catching.recorded_at IS 'When the row was recorded';
