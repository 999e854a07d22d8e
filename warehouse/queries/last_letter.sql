-- The latest week's letter: how many readers are in which state, and when any letter was last sent.
SELECT week, state, count(*), (SELECT epoch_us(max(happened_at)) FROM outbox_now WHERE state = 'sent')
FROM outbox_now WHERE week = (SELECT max(week) FROM outbox_now)
GROUP BY week, state ORDER BY state
