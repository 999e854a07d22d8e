-- The newest week with letters still waiting that were queued for the first time since the given moment.
SELECT max(week)
FROM outbox_now
WHERE state = 'queued' AND week IN (SELECT week FROM outbox GROUP BY week HAVING min(happened_at) >= $since)
