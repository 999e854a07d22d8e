-- What did we say at the end of a day, and what changed since? Verdicts that moved and why, sentences that came or went.
-- Change the day.
SELECT what, region_name, clause, before, after, why_ru AS why, source_url
FROM changes_since('2025-06-01')
WHERE clause = 1 AND what = 'verdict';
