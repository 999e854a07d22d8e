-- How much hangs on what nobody can know: every figure of today under every assumption.
-- That a head comes in person hangs on no assumption of these: a clause of attendance has that figure in its first row.
CREATE OR REPLACE VIEW sensitivity AS
SELECT estimates.* REPLACE (
    CASE WHEN assumption = 'stated' OR judged_by = 'ladder' THEN held END AS held,
    CASE WHEN assumption = 'stated' OR judged_by = 'ladder' THEN held_low END AS held_low,
    CASE WHEN assumption = 'stated' OR judged_by = 'ladder' THEN held_high END AS held_high,
    CASE WHEN assumption = 'stated' OR judged_by = 'ladder' THEN in_person END AS in_person,
    CASE WHEN assumption = 'stated' OR judged_by = 'ladder' THEN in_person_low END AS in_person_low,
    CASE WHEN assumption = 'stated' OR judged_by = 'ladder' THEN in_person_high END AS in_person_high
)
FROM estimates SEMI JOIN current_cases USING (case_digest)
JOIN (SELECT clause, judged_by FROM current_clauses) USING (clause)
ORDER BY region, clause, assumption;

COMMENT ON VIEW sensitivity IS 'How much hangs on what nobody can know: every figure of today under every assumption.';
COMMENT ON COLUMN sensitivity.case_digest IS 'What the figures follow from';
COMMENT ON COLUMN sensitivity.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN sensitivity.clause IS 'Clause of the order';
COMMENT ON COLUMN sensitivity.as_of IS 'Day they speak for';
COMMENT ON COLUMN sensitivity.assumption IS 'stated: the stated priors; trace x: a trace with probability x; rhythm x a window: another prior mean of meetings';
COMMENT ON COLUMN sensitivity.caught IS 'Probability (0-1) that a meeting which left a trace was caught: mean';
COMMENT ON COLUMN sensitivity.caught_low IS 'Probability (0-1) that a meeting which left a trace was caught: 5 % quantile';
COMMENT ON COLUMN sensitivity.caught_high IS 'Probability (0-1) that a meeting which left a trace was caught: 95 % quantile';
COMMENT ON COLUMN sensitivity.seen IS 'Probability (0-1) that a meeting would have been seen: mean';
COMMENT ON COLUMN sensitivity.seen_low IS 'Probability (0-1) that a meeting would have been seen: 5 % quantile';
COMMENT ON COLUMN sensitivity.seen_high IS 'Probability (0-1) that a meeting would have been seen: 95 % quantile';
COMMENT ON COLUMN sensitivity.silence_counts IS 'Whether finding nothing would say anything';
COMMENT ON COLUMN sensitivity.held IS 'Probability (0-1) that a meeting of the highest rung was held; clause 2: that the head comes in person: mean';
COMMENT ON COLUMN sensitivity.held_low IS 'Probability (0-1) that a meeting of the highest rung was held; clause 2: that the head comes in person: 5 % quantile';
COMMENT ON COLUMN sensitivity.held_high IS 'Probability (0-1) that a meeting of the highest rung was held; clause 2: that the head comes in person: 95 % quantile';
COMMENT ON COLUMN sensitivity.in_person IS 'Probability (0-1) that a meeting with the head there in person was held: mean';
COMMENT ON COLUMN sensitivity.in_person_low IS 'Probability (0-1) that a meeting with the head there in person was held: 5 % quantile';
COMMENT ON COLUMN sensitivity.in_person_high IS 'Probability (0-1) that a meeting with the head there in person was held: 95 % quantile';
COMMENT ON COLUMN sensitivity.compliant IS 'Share (0-1) of days that a fully compliant region would show, its meetings found and dated as others are: mean';
COMMENT ON COLUMN sensitivity.compliant_low IS 'Share (0-1) of days that a fully compliant region would show: 5 % quantile of the share as it came out in simulated pasts (of its chance, where the days are too few)';
COMMENT ON COLUMN sensitivity.compliant_high IS 'Share (0-1) of days that a fully compliant region would show: 95 % quantile of the share as it came out in simulated pasts (of its chance, where the days are too few)';
COMMENT ON COLUMN sensitivity.compliant_silent IS 'Probability (0-1) that a fully compliant region shows nothing on that day: unseen, or dated too widely to lie in the window for sure';
COMMENT ON COLUMN sensitivity.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN sensitivity.recorded_at IS 'When the row was recorded';
