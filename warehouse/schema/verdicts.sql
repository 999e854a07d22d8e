-- What is found for one region and clause, as one run judged it.
CREATE TABLE verdicts (
    verdict_id VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    clause BIGINT NOT NULL,
    as_of DATE NOT NULL,
    in_force BOOLEAN NOT NULL,
    bound BOOLEAN NOT NULL,
    verdict VARCHAR NOT NULL,
    last_event_start DATE,
    last_event_end DATE,
    source_url VARCHAR,
    window_start DATE NOT NULL,
    window_end DATE NOT NULL,
    covered_share DOUBLE NOT NULL,
    deadline DATE,
    p_met DOUBLE,
    in_person BIGINT,
    delegated BIGINT,
    unknown BIGINT,
    reasons VARCHAR[] NOT NULL,
    reasons_ru VARCHAR[] NOT NULL,
    met_share DOUBLE,
    belief DOUBLE,
    belief_low DOUBLE,
    belief_high DOUBLE,
    belief_in_person DOUBLE,
    p_seen DOUBLE NOT NULL,
    p_seen_low DOUBLE NOT NULL,
    p_seen_high DOUBLE NOT NULL,
    akim VARCHAR,
    akim_capacity VARCHAR NOT NULL,
    unread_leads BIGINT NOT NULL,
    case_digest VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE verdicts IS 'What is found for one region and clause, as one run judged it.';
COMMENT ON COLUMN verdicts.verdict_id IS 'Identifier of the verdict';
COMMENT ON COLUMN verdicts.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN verdicts.clause IS 'Clause of the order';
COMMENT ON COLUMN verdicts.as_of IS 'Day it speaks for';
COMMENT ON COLUMN verdicts.in_force IS 'Whether the order was in force on that day';
COMMENT ON COLUMN verdicts.bound IS 'Whether the clause names regions of this kind';
COMMENT ON COLUMN verdicts.verdict IS 'One of the clause''s own words (clauses.rungs), or mixed, no_public_evidence, not_judged';
COMMENT ON COLUMN verdicts.last_event_start IS 'First possible day of the latest event that shows it';
COMMENT ON COLUMN verdicts.last_event_end IS 'Last possible day of that event';
COMMENT ON COLUMN verdicts.source_url IS 'Address of the earliest report of that event that tells of the region''s head; of its own event, of the earliest that tells of it';
COMMENT ON COLUMN verdicts.window_start IS 'First day of the window judged';
COMMENT ON COLUMN verdicts.window_end IS 'Last day of the window judged';
COMMENT ON COLUMN verdicts.covered_share IS 'Share (0-1) of the window''s days on which somebody was watching the region';
COMMENT ON COLUMN verdicts.deadline IS 'Last day on which the verdict stands without a new event';
COMMENT ON COLUMN verdicts.p_met IS 'Probability (0-1) that an event across the window''s edge lies inside';
COMMENT ON COLUMN verdicts.in_person IS 'Clause of attendance: key events that count for its first word (in person)';
COMMENT ON COLUMN verdicts.delegated IS 'Clause of attendance: key events that count for its second word (by deputy)';
COMMENT ON COLUMN verdicts.unknown IS 'Clause of attendance: key events at which the head was expected and of whom no report speaks';
COMMENT ON COLUMN verdicts.reasons IS 'Why, in words';
COMMENT ON COLUMN verdicts.reasons_ru IS 'The same in Russian';
COMMENT ON COLUMN verdicts.met_share IS 'Share (0-1) of the days since the order on which events found show the highest rung';
COMMENT ON COLUMN verdicts.belief IS 'Probability (0-1) that a meeting of the highest rung was held in the window; clause 2: that the head comes in person. Under the stated priors; NULL before the order';
COMMENT ON COLUMN verdicts.belief_low IS 'Its 5 % quantile';
COMMENT ON COLUMN verdicts.belief_high IS 'Its 95 % quantile';
COMMENT ON COLUMN verdicts.belief_in_person IS 'Probability (0-1) that a meeting with the head there in person was held in the window';
COMMENT ON COLUMN verdicts.p_seen IS 'Probability (0-1) that a meeting in the window would have been seen, under the stated priors';
COMMENT ON COLUMN verdicts.p_seen_low IS 'Its 5 % quantile: below 0.5 silence is not judged';
COMMENT ON COLUMN verdicts.p_seen_high IS 'Its 95 % quantile';
COMMENT ON COLUMN verdicts.akim IS 'Head of the region on the day it speaks for; NULL where nobody held the office or the table does not tell';
COMMENT ON COLUMN verdicts.akim_capacity IS 'akim, acting, vacant or unknown';
COMMENT ON COLUMN verdicts.unread_leads IS 'Kazakh articles of the window''s days that name the region and the Assembly and were not read';
COMMENT ON COLUMN verdicts.case_digest IS 'Identifier of everything that it follows from';
COMMENT ON COLUMN verdicts.rule IS 'Version of the rules and of the order';
COMMENT ON COLUMN verdicts.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN verdicts.recorded_at IS 'When the row was recorded';
