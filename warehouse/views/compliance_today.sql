-- What the public record shows for each region and clause as of the last day it can speak for. Found or not found: never an accusation.
CREATE OR REPLACE VIEW compliance_today AS
FROM compliance_of(
    (SELECT max_by(run_id, (recorded_at, run_id)) FROM cases),
    (SELECT max_by(run_id, (recorded_at, run_id)) FROM regions)
);

COMMENT ON VIEW compliance_today IS 'What the public record shows for each region and clause as of the last day it can speak for. Found or not found: never an accusation.';
COMMENT ON COLUMN compliance_today.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN compliance_today.region_name IS 'Name in Russian';
COMMENT ON COLUMN compliance_today.clause IS 'Clause of the order';
COMMENT ON COLUMN compliance_today.bound IS 'Whether the clause names regions of this kind';
COMMENT ON COLUMN compliance_today.as_of IS 'Day the verdict speaks for; NULL: nobody was judged yet';
COMMENT ON COLUMN compliance_today.in_force IS 'Whether the order was in force on that day';
COMMENT ON COLUMN compliance_today.verdict IS 'What is found: one of the clause''s own words, mixed, or no_public_evidence; not_judged where nothing could have been expected to be found';
COMMENT ON COLUMN compliance_today.verdict_ru IS 'The verdict as Russian readers see it';
COMMENT ON COLUMN compliance_today.verdict_en IS 'The verdict as English readers see it';
COMMENT ON COLUMN compliance_today.event_id IS 'Latest event that shows the verdict';
COMMENT ON COLUMN compliance_today.last_event_start IS 'First possible day of that event';
COMMENT ON COLUMN compliance_today.last_event_end IS 'Last possible day of that event';
COMMENT ON COLUMN compliance_today.deadline IS 'Last day on which the verdict stands without a new event';
COMMENT ON COLUMN compliance_today.p_met IS 'Probability (0-1) that an event across the window''s edge lies inside';
COMMENT ON COLUMN compliance_today.met_share IS 'Share (0-1) of the days since the order on which events found show the highest rung';
COMMENT ON COLUMN compliance_today.compliant_share IS 'The share (0-1) of those days that a fully compliant region would show, its meetings found and dated as others are';
COMMENT ON COLUMN compliance_today.compliant_share_low IS 'Its 5 % quantile: of the share as it came out in simulated pasts (of its chance, where the days are too few)';
COMMENT ON COLUMN compliance_today.compliant_share_high IS 'Its 95 % quantile: of the share as it came out in simulated pasts (of its chance, where the days are too few)';
COMMENT ON COLUMN compliance_today.in_person IS 'Clause of attendance: key events that count for its first word (in person)';
COMMENT ON COLUMN compliance_today.delegated IS 'Clause of attendance: key events that count for its second word (by deputy)';
COMMENT ON COLUMN compliance_today.unknown IS 'Clause of attendance: key events at which the head was expected and of whom no report speaks';
COMMENT ON COLUMN compliance_today.belief IS 'Probability (0-1) that a meeting of the highest rung was held in the window, found or not; clause 2: that the head comes in person';
COMMENT ON COLUMN compliance_today.belief_low IS 'Its 5 % quantile';
COMMENT ON COLUMN compliance_today.belief_high IS 'Its 95 % quantile';
COMMENT ON COLUMN compliance_today.belief_by_trace IS 'The same if a meeting left a public trace with each probability of the stated band, from the lowest; NULL for a clause of attendance, which does not hang on it';
COMMENT ON COLUMN compliance_today.belief_by_rhythm IS 'The same under each other prior of how often meetings are held, from the rarest; NULL for a clause of attendance';
COMMENT ON COLUMN compliance_today.belief_in_person IS 'Probability (0-1) that a meeting with the head there in person was held in the window';
COMMENT ON COLUMN compliance_today.p_seen IS 'Probability (0-1) that a meeting in the window would have been seen';
COMMENT ON COLUMN compliance_today.p_seen_low IS 'Its 5 % quantile: below 0.5 silence is not judged';
COMMENT ON COLUMN compliance_today.p_seen_high IS 'Its 95 % quantile';
COMMENT ON COLUMN compliance_today.p_seen_band IS 'The same if a meeting left a public trace with each probability of the stated band, from the lowest';
COMMENT ON COLUMN compliance_today.compliant_silent IS 'Probability (0-1) that a fully compliant region shows nothing on that day: unseen, or dated too widely to lie in the window for sure';
COMMENT ON COLUMN compliance_today.covered_share IS 'Share (0-1) of the window''s days on which a source reporting on the region was covered';
COMMENT ON COLUMN compliance_today.akim IS 'Head of the region on that day; NULL where nobody held the office or the table does not tell';
COMMENT ON COLUMN compliance_today.akim_capacity IS 'akim, acting, vacant or unknown';
COMMENT ON COLUMN compliance_today.unread_leads IS 'Kazakh articles of the window''s days that name the region and the Assembly and were not read';
COMMENT ON COLUMN compliance_today.reasons IS 'Why, in words';
COMMENT ON COLUMN compliance_today.reasons_ru IS 'The same in Russian';
COMMENT ON COLUMN compliance_today.sample IS 'True: SAMPLE DATA';
COMMENT ON COLUMN compliance_today.source_url IS 'Address of the earliest report of the latest event that tells of the region''s head; of its own event, of the earliest that tells of it';
