-- From schema 5 to 6: the outbox of the weekly letter, and looks that speak of no days after a certain one.
CREATE TABLE outbox (
    week VARCHAR NOT NULL,
    recipient VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    content VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    attempt BIGINT NOT NULL,
    answer VARCHAR,
    message_id VARCHAR,
    happened_at TIMESTAMPTZ NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE outbox IS 'What became of each letter for each recipient: one row a change of state. Stays in the warehouse: addresses of people.';
COMMENT ON COLUMN outbox.week IS 'Week that the letter tells of, by ISO 8601: 2025-W24';
COMMENT ON COLUMN outbox.recipient IS 'Address that it goes to';
COMMENT ON COLUMN outbox.position IS 'Which row of this week and recipient it is, from 1; the last one is the state now';
COMMENT ON COLUMN outbox.content IS 'SHA-256 of the letter, without what is the recipient''s own in it';
COMMENT ON COLUMN outbox.language IS 'Language of the letter: ru or en';
COMMENT ON COLUMN outbox.state IS 'queued, sending, sent, failed (refused for good), uncertain (handed over, perhaps, and no answer came)';
COMMENT ON COLUMN outbox.attempt IS 'How many times it was begun to be sent, this one included; 0: never yet';
COMMENT ON COLUMN outbox.answer IS 'What the mail server answered, or what happened to the connection, in one line; NULL before that';
COMMENT ON COLUMN outbox.message_id IS 'Message-ID by which the server was given it; NULL before it was begun to be sent';
COMMENT ON COLUMN outbox.happened_at IS 'When the state changed';
COMMENT ON COLUMN outbox.run_id IS 'Sending that recorded the row';
COMMENT ON COLUMN outbox.recorded_at IS 'When the row was recorded';
COMMENT ON COLUMN meta.schema_version IS 'Version of the tables; a program brings its warehouse up from older ones that it knows, and refuses any other';
ALTER TABLE discoveries ADD COLUMN reached_until DATE;
COMMENT ON COLUMN discoveries.reached_until IS 'Last local publication day that the look speaks of (a month of a back-fill); NULL: up to the look';
