-- The sentences that show an account, by their offsets in the article's text.
CREATE TABLE evidence_sentences (
    meeting_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    article_id VARCHAR NOT NULL,
    sentence VARCHAR NOT NULL,
    char_start BIGINT NOT NULL,
    char_end BIGINT NOT NULL,
    rule VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE evidence_sentences IS 'The sentences that show an account, by their offsets in the article''s text.';
COMMENT ON COLUMN evidence_sentences.meeting_id IS 'Account';
COMMENT ON COLUMN evidence_sentences.position IS 'Place in the account''s evidence, from 0';
COMMENT ON COLUMN evidence_sentences.article_id IS 'Article version';
COMMENT ON COLUMN evidence_sentences.sentence IS 'The sentence itself';
COMMENT ON COLUMN evidence_sentences.char_start IS 'First code point in the article''s text, from 0';
COMMENT ON COLUMN evidence_sentences.char_end IS 'Code point after the last';
COMMENT ON COLUMN evidence_sentences.rule IS 'Pattern and version of the reader that took the sentence';
COMMENT ON COLUMN evidence_sentences.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN evidence_sentences.recorded_at IS 'When the row was recorded';
