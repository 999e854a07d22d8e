-- Which sittings and meetings of heads of regions do reports tell of, whether or not they are controls yet? A new row where something changed.
CREATE TABLE occasions (
    occasion_id VARCHAR NOT NULL,
    standing BOOLEAN NOT NULL,
    state VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    date_start DATE,
    date_end DATE,
    sources VARCHAR[] NOT NULL,
    printed VARCHAR[] NOT NULL,
    sightings VARCHAR[] NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE occasions IS 'Which sittings and meetings of heads of regions do reports tell of, whether or not they are controls yet? A new row where something changed.';
COMMENT ON COLUMN occasions.occasion_id IS 'Occasion; its control has the same identifier';
COMMENT ON COLUMN occasions.standing IS 'False: no report tells of it any more, or it is part of another';
COMMENT ON COLUMN occasions.state IS 'Identifier of this state of knowledge';
COMMENT ON COLUMN occasions.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN occasions.date_start IS 'First day on which it may have been; NULL where it no longer stands';
COMMENT ON COLUMN occasions.date_end IS 'Last day on which it may have been';
COMMENT ON COLUMN occasions.sources IS 'Sources that told of it in a voice of their own: copies count for the first';
COMMENT ON COLUMN occasions.printed IS 'All sources that printed it, copies included';
COMMENT ON COLUMN occasions.sightings IS 'Appearances that show it: article and place in it';
COMMENT ON COLUMN occasions.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN occasions.recorded_at IS 'When the row was recorded';
