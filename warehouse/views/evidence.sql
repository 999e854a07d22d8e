-- Which sentences on which archived pages show the current verdicts: one row a verdict and sentence.
CREATE OR REPLACE VIEW evidence AS
FROM evidence_of((SELECT max_by(run_id, (recorded_at, run_id)) FROM cases));

COMMENT ON VIEW evidence IS 'Which sentences on which archived pages show the current verdicts: one row a verdict and sentence.';
COMMENT ON COLUMN evidence.verdict_id IS 'Identifier of the verdict';
COMMENT ON COLUMN evidence.event_id IS 'Event that shows the verdict';
COMMENT ON COLUMN evidence.meeting_id IS 'One article''s account of that event';
COMMENT ON COLUMN evidence.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN evidence.clause IS 'Clause of the order';
COMMENT ON COLUMN evidence.verdict IS 'What is found';
COMMENT ON COLUMN evidence.source_url IS 'Address of the article';
COMMENT ON COLUMN evidence.sentence IS 'The sentence itself';
COMMENT ON COLUMN evidence.char_start IS 'First code point in the article''s text, from 0';
COMMENT ON COLUMN evidence.char_end IS 'Code point after the last';
COMMENT ON COLUMN evidence.article_sha256 IS 'SHA-256 of the UTF-8 text that the offsets point into';
COMMENT ON COLUMN evidence.archive_file IS 'WARC file, relative to the archive folder';
COMMENT ON COLUMN evidence.archive_offset IS 'Byte offset of the record in that file';
COMMENT ON COLUMN evidence.archive_sha256 IS 'SHA-256 of the page''s bytes';
COMMENT ON COLUMN evidence.rule IS 'Pattern and version of the reader that took the sentence';
COMMENT ON COLUMN evidence.review IS 'confirm, amend or add, where a person stands behind the account; NULL: as it was read';
COMMENT ON COLUMN evidence.reviewer IS 'Who';
COMMENT ON COLUMN evidence.review_reason IS 'Why';
COMMENT ON COLUMN evidence.reviewed_at IS 'When it was decided';
