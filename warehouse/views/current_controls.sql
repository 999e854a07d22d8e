-- Which occasions say how much is caught, as far as is known now.
CREATE OR REPLACE VIEW current_controls AS
SELECT * FROM controls
QUALIFY row_number() OVER (PARTITION BY control_id ORDER BY recorded_at DESC, run_id DESC) = 1 AND standing;

COMMENT ON VIEW current_controls IS 'Which occasions say how much is caught, as far as is known now.';
COMMENT ON COLUMN current_controls.control_id IS 'Occasion';
COMMENT ON COLUMN current_controls.standing IS 'False: it no longer stands';
COMMENT ON COLUMN current_controls.state IS 'Identifier of this state of knowledge';
COMMENT ON COLUMN current_controls.region IS 'Region (ISO 3166-2); KZ for occasions of the whole republic';
COMMENT ON COLUMN current_controls.certain IS 'Whether it certainly took place; else it is known because somebody reported it';
COMMENT ON COLUMN current_controls.date_start IS 'First day on which it may have been; NULL where it no longer stands';
COMMENT ON COLUMN current_controls.date_end IS 'Last day on which it may have been';
COMMENT ON COLUMN current_controls.looking IS 'Source groups that covered those days';
COMMENT ON COLUMN current_controls.caught IS 'Source groups that had it in a voice of their own: copies count for the first';
COMMENT ON COLUMN current_controls.printed IS 'Source groups that printed it in whatever words, copies included';
COMMENT ON COLUMN current_controls.sightings IS 'Appearances that show it: article and place in it';
COMMENT ON COLUMN current_controls.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN current_controls.recorded_at IS 'When the row was recorded';
