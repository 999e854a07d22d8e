-- Who was there, for the accounts of one version of the reader.
SELECT meeting_id, region, akim, named, how
FROM attendance SEMI JOIN (SELECT meeting_id FROM meetings WHERE reader_version = $reader_version) USING (meeting_id)
ORDER BY meeting_id, position
