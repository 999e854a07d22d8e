-- What stands in the outbox now, of one week or (NULL) of all.
SELECT week, recipient, content, language, state, attempt, answer, message_id, happened_at
FROM outbox_now
WHERE $week IS NULL OR week = $week
ORDER BY week DESC, recipient
