-- How well each region was watched: would a meeting in each clause's window have been seen, and how sure is that.
CREATE OR REPLACE VIEW coverage AS
FROM coverage_of((SELECT max_by(run_id, (recorded_at, run_id)) FROM cases));

COMMENT ON VIEW coverage IS 'How well each region was watched: would a meeting in each clause''s window have been seen, and how sure is that.';
COMMENT ON COLUMN coverage.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN coverage.region_name IS 'Name in Russian';
COMMENT ON COLUMN coverage.clause IS 'Clause of the order whose window it is';
COMMENT ON COLUMN coverage.as_of IS 'Day the window ends on';
COMMENT ON COLUMN coverage.window_start IS 'First day of the window';
COMMENT ON COLUMN coverage.window_end IS 'Last day of the window';
COMMENT ON COLUMN coverage.window_days IS 'Days in the window';
COMMENT ON COLUMN coverage.covered_share IS 'Share (0-1) of them, since the order came into force, on which a source reporting on the region was covered';
COMMENT ON COLUMN coverage.p_caught IS 'Probability (0-1) that a meeting which left a public trace was caught';
COMMENT ON COLUMN coverage.p_caught_low IS 'Its 5 % quantile';
COMMENT ON COLUMN coverage.p_caught_high IS 'Its 95 % quantile';
COMMENT ON COLUMN coverage.p_seen IS 'Probability (0-1) that a meeting would have been seen, under the stated priors';
COMMENT ON COLUMN coverage.p_seen_low IS 'Its 5 % quantile: below 0.5 silence is not judged';
COMMENT ON COLUMN coverage.p_seen_high IS 'Its 95 % quantile';
COMMENT ON COLUMN coverage.p_seen_band IS 'The same if a meeting left a public trace with each probability of the stated band, from the lowest';
COMMENT ON COLUMN coverage.silence_counts IS 'Whether finding nothing says anything';
COMMENT ON COLUMN coverage.compliant_silent IS 'Probability (0-1) that a fully compliant region shows nothing on that day: unseen, or dated too widely to lie in the window for sure';
COMMENT ON COLUMN coverage.compliant_share IS 'Share (0-1) of the days since the order that a fully compliant region would show, its meetings found and dated as others are';
COMMENT ON COLUMN coverage.compliant_share_low IS 'Its 5 % quantile: of the share as it came out in simulated pasts (of its chance, where the days are too few)';
COMMENT ON COLUMN coverage.compliant_share_high IS 'Its 95 % quantile: of the share as it came out in simulated pasts (of its chance, where the days are too few)';
COMMENT ON COLUMN coverage.unread_leads IS 'Kazakh articles of the window''s days that name the region and the Assembly and were not read';
COMMENT ON COLUMN coverage.sample IS 'True: SAMPLE DATA';
