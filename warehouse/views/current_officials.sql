-- Who headed which region when, as the latest run knew it.
CREATE OR REPLACE VIEW current_officials AS
SELECT * FROM officials
WHERE run_id = (SELECT max_by(run_id, (recorded_at, run_id)) FROM officials);

COMMENT ON VIEW current_officials IS 'Who headed which region when, as the latest run knew it.';
COMMENT ON COLUMN current_officials.region IS 'ISO 3166-2';
COMMENT ON COLUMN current_officials.surname IS 'Surname';
COMMENT ON COLUMN current_officials.given IS 'Given name';
COMMENT ON COLUMN current_officials.patronymic IS 'Patronymic';
COMMENT ON COLUMN current_officials.capacity IS 'akim, acting or vacant';
COMMENT ON COLUMN current_officials.since IS 'First day in office';
COMMENT ON COLUMN current_officials.since_precision IS 'How sure that day is: day, month, year, approx';
COMMENT ON COLUMN current_officials.until IS 'First day no longer in office; NULL: still there';
COMMENT ON COLUMN current_officials.until_precision IS 'How sure that day is';
COMMENT ON COLUMN current_officials.confidence IS 'How sure the entry is';
COMMENT ON COLUMN current_officials.source IS 'Where it is known from';
COMMENT ON COLUMN current_officials.note IS 'Remark';
COMMENT ON COLUMN current_officials.origin IS 'Whose table the row is from: built-in, or own (laid over it by date; where an own row covers part of a built-in one, that one is cut)';
COMMENT ON COLUMN current_officials.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN current_officials.recorded_at IS 'When the row was recorded';
