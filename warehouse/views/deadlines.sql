-- Until when does what was found suffice, region by region, and how many days are left?
-- Only clauses with a rhythm have deadlines; a region where no meeting with its head in person was found has none.
CREATE OR REPLACE VIEW deadlines AS
SELECT
    -- Not least() alone: it passes over NULL, and the last day of force would look like a deadline.
    CASE WHEN today.deadline IS NOT NULL THEN least(today.deadline, force_until) END AS deadline,
    date_diff('day', today.as_of, CASE WHEN today.deadline IS NOT NULL THEN least(today.deadline, force_until) END) AS days_left,
    today.region,
    today.region_name,
    today.clause,
    today.bound,
    today.verdict,
    today.verdict_ru,
    today.last_event_start,
    today.last_event_end,
    today.p_met,
    today.akim,
    today.source_url,
    today.as_of,
    today.in_force,
    today.sample
FROM compliance_today AS today
JOIN current_clauses USING (clause)
WHERE judged_by = 'ladder'
ORDER BY deadline NULLS LAST, today.region;

COMMENT ON VIEW deadlines IS 'Until when does what was found suffice, region by region, and how many days are left?';
COMMENT ON COLUMN deadlines.deadline IS 'Last day on which the verdict still stands without a new meeting; at most the last day of force; NULL: no meeting with the head in person was found in the window';
COMMENT ON COLUMN deadlines.days_left IS 'Days from as_of to the deadline';
COMMENT ON COLUMN deadlines.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN deadlines.region_name IS 'Name in Russian';
COMMENT ON COLUMN deadlines.clause IS 'Clause of the order';
COMMENT ON COLUMN deadlines.bound IS 'Whether the clause names this kind of region';
COMMENT ON COLUMN deadlines.verdict IS 'What is found';
COMMENT ON COLUMN deadlines.verdict_ru IS 'The same in Russian';
COMMENT ON COLUMN deadlines.last_event_start IS 'First day on which the latest event that counts may have been held';
COMMENT ON COLUMN deadlines.last_event_end IS 'Last day on which it may have been held';
COMMENT ON COLUMN deadlines.p_met IS 'Where an event straddles the window''s edge: how likely it lies inside (0-1)';
COMMENT ON COLUMN deadlines.akim IS 'Head of the region on as_of';
COMMENT ON COLUMN deadlines.source_url IS 'Address of the earliest report';
COMMENT ON COLUMN deadlines.as_of IS 'Day that the verdict speaks for';
COMMENT ON COLUMN deadlines.in_force IS 'Whether the order is in force on that day';
COMMENT ON COLUMN deadlines.sample IS 'True: SAMPLE DATA';
