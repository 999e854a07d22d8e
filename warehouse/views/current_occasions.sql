-- Which sittings and meetings of heads of regions reports tell of, as far as is known now.
CREATE OR REPLACE VIEW current_occasions AS
SELECT * FROM occasions
QUALIFY row_number() OVER (PARTITION BY occasion_id ORDER BY recorded_at DESC, run_id DESC) = 1 AND standing;

COMMENT ON VIEW current_occasions IS 'Which sittings and meetings of heads of regions reports tell of, as far as is known now.';
COMMENT ON COLUMN current_occasions.occasion_id IS 'Occasion; its control has the same identifier';
COMMENT ON COLUMN current_occasions.standing IS 'False: no report tells of it any more, or it is part of another';
COMMENT ON COLUMN current_occasions.state IS 'Identifier of this state of knowledge';
COMMENT ON COLUMN current_occasions.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN current_occasions.date_start IS 'First day on which it may have been; NULL where it no longer stands';
COMMENT ON COLUMN current_occasions.date_end IS 'Last day on which it may have been';
COMMENT ON COLUMN current_occasions.sources IS 'Sources that told of it in a voice of their own: copies count for the first';
COMMENT ON COLUMN current_occasions.printed IS 'All sources that printed it, copies included';
COMMENT ON COLUMN current_occasions.sightings IS 'Appearances that show it: article and place in it';
COMMENT ON COLUMN current_occasions.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN current_occasions.recorded_at IS 'When the row was recorded';
