-- The sentences that show the accounts of one version of the reader.
SELECT meeting_id, sentence, char_start, char_end
FROM evidence_sentences SEMI JOIN (SELECT meeting_id FROM meetings WHERE reader_version = $reader_version) USING (meeting_id)
ORDER BY meeting_id, position
