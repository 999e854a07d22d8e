-- Which occasions say how much is caught: one sitting or feast with the source groups that caught it; a new row where something changed.
CREATE TABLE controls (
    control_id VARCHAR NOT NULL,
    standing BOOLEAN NOT NULL,
    state VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    certain BOOLEAN NOT NULL,
    date_start DATE,
    date_end DATE,
    looking VARCHAR[] NOT NULL,
    caught VARCHAR[] NOT NULL,
    printed VARCHAR[] NOT NULL,
    sightings VARCHAR[] NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE controls IS 'Which occasions say how much is caught: one sitting or feast with the source groups that caught it; a new row where something changed.';
COMMENT ON COLUMN controls.control_id IS 'Occasion';
COMMENT ON COLUMN controls.standing IS 'False: it no longer stands';
COMMENT ON COLUMN controls.state IS 'Identifier of this state of knowledge';
COMMENT ON COLUMN controls.region IS 'Region (ISO 3166-2); KZ for occasions of the whole republic';
COMMENT ON COLUMN controls.certain IS 'Whether it certainly took place; else it is known because somebody reported it';
COMMENT ON COLUMN controls.date_start IS 'First day on which it may have been; NULL where it no longer stands';
COMMENT ON COLUMN controls.date_end IS 'Last day on which it may have been';
COMMENT ON COLUMN controls.looking IS 'Source groups that covered those days';
COMMENT ON COLUMN controls.caught IS 'Source groups that had it in a voice of their own: copies count for the first';
COMMENT ON COLUMN controls.printed IS 'Source groups that printed it in whatever words, copies included';
COMMENT ON COLUMN controls.sightings IS 'Appearances that show it: article and place in it';
COMMENT ON COLUMN controls.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN controls.recorded_at IS 'When the row was recorded';
