-- Which sources need a look: their lists are dead, they are silent for longer than is plausible, or texts are not found?
SELECT source, name, region, alarm, last_good_look, newest_article, longest_silence_days, outcomes, last_reason
FROM source_health
WHERE alarm IS NOT NULL
ORDER BY newest_article NULLS FIRST, source;
