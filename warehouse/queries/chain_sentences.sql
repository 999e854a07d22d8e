-- Which sentences show the accounts of $ids, at which offsets of the article's text?
SELECT meeting_id, position, sentence, char_start, char_end, rule
FROM evidence_sentences
WHERE list_contains($ids, meeting_id)
ORDER BY meeting_id, position
