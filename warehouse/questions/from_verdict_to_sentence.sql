-- Which sentences show a verdict? From the verdict to its sentences in two joins over the tables themselves.
SELECT verdicts.region, verdicts.clause, verdicts.verdict, event_id, meeting_id, sentence, char_start, char_end
FROM verdicts
JOIN verdict_events USING (verdict_id)
JOIN evidence_sentences USING (meeting_id)
WHERE verdicts.run_id = (SELECT max_by(run_id, recorded_at) FROM verdicts)
ORDER BY verdicts.region, verdicts.clause, rank, meeting_id, position;
