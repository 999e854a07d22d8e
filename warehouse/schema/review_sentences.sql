-- The sentences that a review goes by: where in the article it is spoken of.
CREATE TABLE review_sentences (
    review_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    sentence VARCHAR NOT NULL,
    char_start BIGINT NOT NULL,
    char_end BIGINT NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE review_sentences IS 'The sentences that a review goes by: where in the article it is spoken of.';
COMMENT ON COLUMN review_sentences.review_id IS 'Review';
COMMENT ON COLUMN review_sentences.position IS 'Place, from 0';
COMMENT ON COLUMN review_sentences.sentence IS 'The sentence itself';
COMMENT ON COLUMN review_sentences.char_start IS 'First code point in the text of the article version that was reviewed, from 0';
COMMENT ON COLUMN review_sentences.char_end IS 'Code point after the last';
COMMENT ON COLUMN review_sentences.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN review_sentences.recorded_at IS 'When the row was recorded';
