-- What to believe about a region and clause under one assumption: seen, held, and what compliance would show.
CREATE TABLE estimates (
    case_digest VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    clause BIGINT NOT NULL,
    as_of DATE NOT NULL,
    assumption VARCHAR NOT NULL,
    caught DOUBLE NOT NULL,
    caught_low DOUBLE NOT NULL,
    caught_high DOUBLE NOT NULL,
    seen DOUBLE NOT NULL,
    seen_low DOUBLE NOT NULL,
    seen_high DOUBLE NOT NULL,
    silence_counts BOOLEAN NOT NULL,
    held DOUBLE NOT NULL,
    held_low DOUBLE NOT NULL,
    held_high DOUBLE NOT NULL,
    in_person DOUBLE NOT NULL,
    in_person_low DOUBLE NOT NULL,
    in_person_high DOUBLE NOT NULL,
    compliant DOUBLE,
    compliant_low DOUBLE,
    compliant_high DOUBLE,
    compliant_silent DOUBLE,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE estimates IS 'What to believe about a region and clause under one assumption: seen, held, and what compliance would show.';
COMMENT ON COLUMN estimates.case_digest IS 'What the figures follow from';
COMMENT ON COLUMN estimates.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN estimates.clause IS 'Clause of the order';
COMMENT ON COLUMN estimates.as_of IS 'Day they speak for';
COMMENT ON COLUMN estimates.assumption IS 'stated: the stated priors; trace x: a trace with probability x; rhythm x a window: another prior mean of meetings';
COMMENT ON COLUMN estimates.caught IS 'Probability (0-1) that a meeting which left a trace was caught: mean';
COMMENT ON COLUMN estimates.caught_low IS 'Probability (0-1) that a meeting which left a trace was caught: 5 % quantile';
COMMENT ON COLUMN estimates.caught_high IS 'Probability (0-1) that a meeting which left a trace was caught: 95 % quantile';
COMMENT ON COLUMN estimates.seen IS 'Probability (0-1) that a meeting would have been seen: mean';
COMMENT ON COLUMN estimates.seen_low IS 'Probability (0-1) that a meeting would have been seen: 5 % quantile';
COMMENT ON COLUMN estimates.seen_high IS 'Probability (0-1) that a meeting would have been seen: 95 % quantile';
COMMENT ON COLUMN estimates.silence_counts IS 'Whether finding nothing would say anything';
COMMENT ON COLUMN estimates.held IS 'Probability (0-1) that a meeting of the highest rung was held; clause 2: that the head comes in person: mean';
COMMENT ON COLUMN estimates.held_low IS 'Probability (0-1) that a meeting of the highest rung was held; clause 2: that the head comes in person: 5 % quantile';
COMMENT ON COLUMN estimates.held_high IS 'Probability (0-1) that a meeting of the highest rung was held; clause 2: that the head comes in person: 95 % quantile';
COMMENT ON COLUMN estimates.in_person IS 'Probability (0-1) that a meeting with the head there in person was held: mean';
COMMENT ON COLUMN estimates.in_person_low IS 'Probability (0-1) that a meeting with the head there in person was held: 5 % quantile';
COMMENT ON COLUMN estimates.in_person_high IS 'Probability (0-1) that a meeting with the head there in person was held: 95 % quantile';
COMMENT ON COLUMN estimates.compliant IS 'Share (0-1) of days that a fully compliant region would show, its meetings found and dated as others are: mean';
COMMENT ON COLUMN estimates.compliant_low IS 'Share (0-1) of days that a fully compliant region would show: 5 % quantile of the share as it came out in simulated pasts (of its chance, where the days are too few)';
COMMENT ON COLUMN estimates.compliant_high IS 'Share (0-1) of days that a fully compliant region would show: 95 % quantile of the share as it came out in simulated pasts (of its chance, where the days are too few)';
COMMENT ON COLUMN estimates.compliant_silent IS 'Probability (0-1) that a fully compliant region shows nothing on that day: unseen, or dated too widely to lie in the window for sure';
COMMENT ON COLUMN estimates.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN estimates.recorded_at IS 'When the row was recorded';
