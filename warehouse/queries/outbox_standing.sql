-- What stands in the outbox now, of one week and one recipient, or (NULL) of all.
SELECT week, recipient, content, language, state, attempt, answer, message_id, happened_at
FROM outbox_now
WHERE ($week IS NULL OR week = $week) AND ($recipient IS NULL OR recipient = $recipient)
ORDER BY week DESC, recipient
