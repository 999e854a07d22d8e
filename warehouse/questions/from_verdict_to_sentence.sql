-- Which sentences show a verdict? From the verdict to its sentences in two joins over the tables themselves.
SELECT verdicts.region, verdicts.clause, verdicts.verdict, event_id, meeting_id, sentence, char_start, char_end
FROM verdicts
JOIN verdict_events USING (verdict_id)
JOIN evidence_sentences USING (meeting_id)
WHERE verdict_id IN (SELECT verdict_id FROM current_cases)
ORDER BY verdicts.region, verdicts.clause, sentence, meeting_id;
