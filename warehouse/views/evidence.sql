-- Which sentences on which archived pages show the current verdicts: one row a verdict and sentence.
CREATE OR REPLACE VIEW evidence AS
SELECT
    verdicts.verdict_id,
    shown.event_id,
    shown.meeting_id,
    verdicts.region,
    verdicts.clause,
    verdicts.verdict,
    articles.url AS source_url,
    sentences.sentence,
    sentences.char_start,
    sentences.char_end,
    articles.text_sha256 AS article_sha256,
    pages.archive_file,
    pages.archive_offset,
    pages.archive_sha256,
    sentences.rule
FROM current_verdicts AS verdicts
JOIN verdict_events AS shown USING (verdict_id)
JOIN evidence_sentences AS sentences USING (meeting_id)
JOIN articles USING (article_id)
LEFT JOIN pages USING (page_id)
ORDER BY verdicts.region, verdicts.clause, shown.rank, shown.meeting_id, sentences.position;

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
