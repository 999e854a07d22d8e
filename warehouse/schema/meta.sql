-- What this file is: its schema, and whether it holds sample or live data. One row.
CREATE TABLE meta (
    schema_version BIGINT NOT NULL,
    sample BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE meta IS 'What this file is: its schema, and whether it holds sample or live data. One row.';
COMMENT ON COLUMN meta.schema_version IS 'Version of the tables; a program brings its warehouse up from older ones that it knows, and refuses any other';
COMMENT ON COLUMN meta.sample IS 'True: SAMPLE DATA, invented meetings of real officials; never mixed with live data';
COMMENT ON COLUMN meta.created_at IS 'When the file was created';
