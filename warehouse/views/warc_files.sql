-- How far each WARC file of other people's crawls is taken in, by which gates, and what in it could not be read.
CREATE OR REPLACE VIEW warc_files AS
SELECT
    warc_file,
    gate,
    max(ends) AS taken_to,
    any_value(size) AS size,
    bool_or(whole) AS whole,
    CAST(sum(records) AS BIGINT) AS records,
    CAST(sum(pages) AS BIGINT) AS pages,
    list_sort(list_distinct(flatten(list(broken)))) AS broken,
    max(recorded_at) AS last_taken,
    (SELECT sample FROM meta) AS sample
FROM (
    FROM warc_parts
    QUALIFY row_number() OVER (PARTITION BY warc_file, identity, gate, begins ORDER BY ends DESC, recorded_at DESC, run_id) = 1
)
GROUP BY warc_file, identity, gate
ORDER BY warc_file, last_taken;

COMMENT ON VIEW warc_files IS 'How far each WARC file of other people''s crawls is taken in, by which gates, and what in it could not be read.';
COMMENT ON COLUMN warc_files.warc_file IS 'The file: its address, or the name of a local file';
COMMENT ON COLUMN warc_files.gate IS 'Version of the gates that its pages were asked by';
COMMENT ON COLUMN warc_files.taken_to IS 'Byte offset that it is taken to';
COMMENT ON COLUMN warc_files.size IS 'Bytes of the file; NULL where its server does not say';
COMMENT ON COLUMN warc_files.whole IS 'Whether it is taken to its end';
COMMENT ON COLUMN warc_files.records IS 'Records met, of whatever host and kind';
COMMENT ON COLUMN warc_files.pages IS 'Those of them that are pages of our sources';
COMMENT ON COLUMN warc_files.broken IS 'Places that could not be read, and why';
COMMENT ON COLUMN warc_files.last_taken IS 'When it was last gone on with';
COMMENT ON COLUMN warc_files.sample IS 'True: SAMPLE DATA';
