-- What did we say at the end of a day, and which verdicts moved since, and why?
-- Change the day; without the last condition it tells of sentences that came or went too.
SELECT what, region_name, clause, before, after, why_ru AS why, source_url
FROM changes_since('2025-06-01')
WHERE clause = 1 AND what = 'verdict';
