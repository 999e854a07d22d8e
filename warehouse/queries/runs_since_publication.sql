-- How many runs have come to their end since the newest publication?
SELECT count(*) FROM runs
WHERE recorded_at > coalesce((SELECT max(published_at) FROM publications), TIMESTAMPTZ '-infinity')
