-- Who got which week's letter, who did not, and why: one row a week and recipient, the latest week first.
CREATE OR REPLACE VIEW outbox_now AS
SELECT
    outbox.week,
    outbox.recipient,
    outbox.language,
    outbox.state,
    outbox.attempt,
    outbox.answer,
    outbox.happened_at,
    outbox.message_id,
    outbox.content,
    meta.sample
FROM outbox
CROSS JOIN meta
QUALIFY row_number() OVER (PARTITION BY outbox.week, outbox.recipient ORDER BY outbox.position DESC) = 1
ORDER BY outbox.week DESC, outbox.recipient;
COMMENT ON VIEW outbox_now IS 'Who got which week''s letter, who did not, and why: one row a week and recipient, the latest week first.';
COMMENT ON COLUMN outbox_now.week IS 'Week that the letter tells of, by ISO 8601: 2025-W24';
COMMENT ON COLUMN outbox_now.recipient IS 'Address that it goes to';
COMMENT ON COLUMN outbox_now.language IS 'Language of the letter: ru or en';
COMMENT ON COLUMN outbox_now.state IS 'queued, sending, sent, failed (refused for good), uncertain (handed over, perhaps, and no answer came)';
COMMENT ON COLUMN outbox_now.attempt IS 'How many times it was begun to be sent; 0: never yet';
COMMENT ON COLUMN outbox_now.answer IS 'What the mail server answered last, or what happened to the connection';
COMMENT ON COLUMN outbox_now.happened_at IS 'When the state changed last';
COMMENT ON COLUMN outbox_now.message_id IS 'Message-ID by which the server was given it last';
COMMENT ON COLUMN outbox_now.content IS 'SHA-256 of the letter, without what is the recipient''s own in it';
COMMENT ON COLUMN outbox_now.sample IS 'True: SAMPLE DATA';
