-- Which numbers of meetings did somebody state, and how many were found?
SELECT region, period_start, period_end, claimed, found, speaker, sentence, source_url FROM claims
WHERE region IS NOT NULL ORDER BY region, period_end DESC NULLS LAST, source_url;
