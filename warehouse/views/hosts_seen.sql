-- Which hosts other people's crawls hold, ours or not, with the most pages first: where a source is missing, it shows here.
CREATE OR REPLACE VIEW hosts_seen AS
WITH told AS (
    SELECT
        warc_file,
        unnest(hosts) AS host,
        unnest(host_records) AS records,
        unnest(host_sources) AS source
    FROM (
        -- a stretch that two runs went through, by other gates or from another beginning, is counted once
        FROM warc_parts
        QUALIFY row_number() OVER (PARTITION BY warc_file, identity, begins ORDER BY ends DESC, recorded_at DESC, run_id) = 1
    )
)
SELECT
    host,
    nullif(max(source), '') AS source,
    CAST(sum(records) AS BIGINT) AS records,
    count(DISTINCT warc_file) AS warc_files
FROM told
GROUP BY host
ORDER BY records DESC, host;

COMMENT ON VIEW hosts_seen IS 'Which hosts other people''s crawls hold, ours or not, with the most pages first: where a source is missing, it shows here.';
COMMENT ON COLUMN hosts_seen.host IS 'Host, without www';
COMMENT ON COLUMN hosts_seen.source IS 'Key of the source that it belongs to; NULL: none, its pages were left alone';
COMMENT ON COLUMN hosts_seen.records IS 'Its records in all files';
COMMENT ON COLUMN hosts_seen.warc_files IS 'Files that hold any';
