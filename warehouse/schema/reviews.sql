-- What a person decided about an account of a gathering, and why: dated, and never changed; a later word stands over an earlier one.
CREATE TABLE reviews (
    review_id VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    reviewer VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    reviewed_at TIMESTAMPTZ NOT NULL,
    address VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    ordinal BIGINT NOT NULL,
    meeting_id VARCHAR,
    follows VARCHAR,
    kind VARCHAR,
    status VARCHAR,
    level VARCHAR,
    region VARCHAR,
    interethnic_topic BOOLEAN,
    assembly_present BOOLEAN,
    date_start DATE,
    date_end DATE,
    date_basis VARCHAR,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE reviews IS 'What a person decided about an account of a gathering, and why: dated, and never changed; a later word stands over an earlier one.';
COMMENT ON COLUMN reviews.review_id IS 'Identifier of the review';
COMMENT ON COLUMN reviews.action IS 'confirm, reject, amend, or add (an account that the reading missed)';
COMMENT ON COLUMN reviews.reviewer IS 'Who decided';
COMMENT ON COLUMN reviews.reason IS 'Why, in the reviewer''s words';
COMMENT ON COLUMN reviews.reviewed_at IS 'When it was decided';
COMMENT ON COLUMN reviews.address IS 'Address that all versions of the article share';
COMMENT ON COLUMN reviews.article_id IS 'Article version that the reviewer had before them';
COMMENT ON COLUMN reviews.ordinal IS 'Place of the account in the article, from 0; those added come after those read';
COMMENT ON COLUMN reviews.meeting_id IS 'Account that was reviewed; NULL where it was added';
COMMENT ON COLUMN reviews.follows IS 'Review that it puts aside; NULL: the first on this account';
COMMENT ON COLUMN reviews.kind IS 'What is right in the reviewer''s eyes: working_meeting, assembly_council, assembly_session or public_event; NULL in a rejection, as the fields below';
COMMENT ON COLUMN reviews.status IS 'held, planned, cancelled or ordered';
COMMENT ON COLUMN reviews.level IS 'region, local or national';
COMMENT ON COLUMN reviews.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN reviews.interethnic_topic IS 'Whether its subject is inter-ethnic relations';
COMMENT ON COLUMN reviews.assembly_present IS 'Whether the Assembly took part';
COMMENT ON COLUMN reviews.date_start IS 'First possible day';
COMMENT ON COLUMN reviews.date_end IS 'Last possible day';
COMMENT ON COLUMN reviews.date_basis IS 'stated, relative or none';
COMMENT ON COLUMN reviews.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN reviews.recorded_at IS 'When the row was recorded';
