-- What was published: one row a publication; the newest in a published file is its own.
CREATE TABLE publications (
    publication_id VARCHAR NOT NULL,
    as_of DATE,
    full_text BOOLEAN NOT NULL,
    versions VARCHAR NOT NULL,
    judged_run VARCHAR,
    registry_run VARCHAR,
    published_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE publications IS 'What was published: one row a publication; the newest in a published file is its own.';
COMMENT ON COLUMN publications.publication_id IS 'Identifier, the same in manifest.json';
COMMENT ON COLUMN publications.as_of IS 'Day that its verdicts speak for';
COMMENT ON COLUMN publications.full_text IS 'Whether it carries the articles'' texts';
COMMENT ON COLUMN publications.versions IS 'JSON object: component to version';
COMMENT ON COLUMN publications.published_at IS 'When it was published';
COMMENT ON COLUMN publications.judged_run IS 'Run whose verdicts it shows; NULL: nobody was judged yet';
COMMENT ON COLUMN publications.registry_run IS 'Run whose regions, heads of regions and clauses it shows';
