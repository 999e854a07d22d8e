-- What one region's months show: found, believed, and what compliance would show.
CREATE TABLE months (
    case_digest VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    clause BIGINT NOT NULL,
    month_start DATE NOT NULL,
    month_end DATE NOT NULL,
    verdict VARCHAR NOT NULL,
    rungs VARCHAR[] NOT NULL,
    found_shares DOUBLE[] NOT NULL,
    believed DOUBLE NOT NULL,
    believed_low DOUBLE NOT NULL,
    believed_high DOUBLE NOT NULL,
    compliant DOUBLE,
    compliant_low DOUBLE,
    compliant_high DOUBLE,
    seen DOUBLE NOT NULL,
    seen_low DOUBLE NOT NULL,
    seen_high DOUBLE NOT NULL,
    believed_by_trace DOUBLE[] NOT NULL,
    seen_by_trace DOUBLE[] NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE months IS 'What one region''s months show: found, believed, and what compliance would show.';
COMMENT ON COLUMN months.case_digest IS 'What the figures follow from';
COMMENT ON COLUMN months.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN months.clause IS 'Clause of the order';
COMMENT ON COLUMN months.month_start IS 'First day of the month that counts';
COMMENT ON COLUMN months.month_end IS 'Last day of the month that counts';
COMMENT ON COLUMN months.verdict IS 'What was found as of the month''s last day';
COMMENT ON COLUMN months.rungs IS 'Rungs of the clause from the highest';
COMMENT ON COLUMN months.found_shares IS 'For each rung the share (0-1) of days on which it was the highest that events found show';
COMMENT ON COLUMN months.believed IS 'Share (0-1) of days with a meeting of the highest rung in the window, seen or not; clause 2: probability that the head comes in person: mean';
COMMENT ON COLUMN months.believed_low IS 'Share (0-1) of days with a meeting of the highest rung in the window, seen or not; clause 2: probability that the head comes in person: 5 % quantile of the share as it came out in simulated pasts (of its chance, where the days are too few)';
COMMENT ON COLUMN months.believed_high IS 'Share (0-1) of days with a meeting of the highest rung in the window, seen or not; clause 2: probability that the head comes in person: 95 % quantile of the share as it came out in simulated pasts (of its chance, where the days are too few)';
COMMENT ON COLUMN months.compliant IS 'Share (0-1) of days that a fully compliant region would show, its meetings found and dated as others are: mean';
COMMENT ON COLUMN months.compliant_low IS 'Share (0-1) of days that a fully compliant region would show: 5 % quantile of the share as it came out in simulated pasts (of its chance, where the days are too few)';
COMMENT ON COLUMN months.compliant_high IS 'Share (0-1) of days that a fully compliant region would show: 95 % quantile of the share as it came out in simulated pasts (of its chance, where the days are too few)';
COMMENT ON COLUMN months.seen IS 'Probability (0-1) that a meeting held in the month would have been seen: mean';
COMMENT ON COLUMN months.seen_low IS 'Probability (0-1) that a meeting held in the month would have been seen: 5 % quantile';
COMMENT ON COLUMN months.seen_high IS 'Probability (0-1) that a meeting held in the month would have been seen: 95 % quantile';
COMMENT ON COLUMN months.believed_by_trace IS 'Mean of believed at each stated value of the chance of a public trace; empty for clause 2, which does not hang on it';
COMMENT ON COLUMN months.seen_by_trace IS 'Mean of seen at each stated value of the chance of a public trace';
COMMENT ON COLUMN months.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN months.recorded_at IS 'When the row was recorded';
