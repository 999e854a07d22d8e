-- What is watched: each site as it was described last.
CREATE OR REPLACE VIEW current_sources AS
SELECT * FROM sources
QUALIFY row_number() OVER (PARTITION BY source ORDER BY recorded_at DESC, run_id DESC) = 1;

COMMENT ON VIEW current_sources IS 'What is watched: each site as it was described last.';
COMMENT ON COLUMN current_sources.source IS 'Key of the site, as in extractors/sources';
COMMENT ON COLUMN current_sources.name IS 'Name a reader knows';
COMMENT ON COLUMN current_sources.base_url IS 'Front page';
COMMENT ON COLUMN current_sources.source_group IS 'official, national_agency, national_independent, regional, official_regional or aggregator';
COMMENT ON COLUMN current_sources.language IS 'Languages it publishes in, comma-separated: ru, kk';
COMMENT ON COLUMN current_sources.region IS 'The only region it reports on (ISO 3166-2); NULL: all of them';
COMMENT ON COLUMN current_sources.watches IS 'Whether its silence can say anything of a region; false for a site of one office, an aggregator';
COMMENT ON COLUMN current_sources.since IS 'First day it published on, where known';
COMMENT ON COLUMN current_sources.expected_fewest IS 'Fewest articles expected a day';
COMMENT ON COLUMN current_sources.expected_most IS 'Most articles expected a day';
COMMENT ON COLUMN current_sources.verified IS 'Day its description was last tried, or "never"';
COMMENT ON COLUMN current_sources.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN current_sources.recorded_at IS 'When the row was recorded';
