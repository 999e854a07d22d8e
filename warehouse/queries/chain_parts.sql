-- Who was there by each account of $ids, and how?
SELECT meeting_id, region, akim, how
FROM attendance
WHERE list_contains($ids, meeting_id)
ORDER BY meeting_id, position
