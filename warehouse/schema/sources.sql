-- What was watched: one site as it was described in one run.
CREATE TABLE sources (
    source VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    base_url VARCHAR NOT NULL,
    source_group VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    region VARCHAR,
    watches BOOLEAN NOT NULL,
    since DATE,
    expected_fewest BIGINT NOT NULL,
    expected_most BIGINT NOT NULL,
    verified VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE sources IS 'What was watched: one site as it was described in one run.';
COMMENT ON COLUMN sources.source IS 'Key of the site, as in extractors/sources';
COMMENT ON COLUMN sources.name IS 'Name a reader knows';
COMMENT ON COLUMN sources.base_url IS 'Front page';
COMMENT ON COLUMN sources.source_group IS 'official, national_agency, national_independent, regional, official_regional or aggregator';
COMMENT ON COLUMN sources.language IS 'Languages it publishes in, comma-separated: ru, kk';
COMMENT ON COLUMN sources.region IS 'The only region it reports on (ISO 3166-2); NULL: all of them';
COMMENT ON COLUMN sources.watches IS 'Whether its silence can say anything of a region; false for a site of one office, an aggregator';
COMMENT ON COLUMN sources.since IS 'First day it published on, where known';
COMMENT ON COLUMN sources.expected_fewest IS 'Fewest articles expected a day';
COMMENT ON COLUMN sources.expected_most IS 'Most articles expected a day';
COMMENT ON COLUMN sources.verified IS 'Day its description was last tried, or "never"';
COMMENT ON COLUMN sources.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN sources.recorded_at IS 'When the row was recorded';
