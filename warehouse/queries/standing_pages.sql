-- Which bytes stand at each address that was read, and when they were fetched: numbers in place of names, for there may
-- be millions. An address that was passed over has no bytes of ours.
SELECT
    md5_number_lower(source || chr(10) || fetches.url) AS address,
    epoch_us(max(fetched_at)) AS fetched_at,
    md5_number_lower(max_by(archive_sha256, fetched_at)) AS bytes
FROM fetches JOIN pages USING (page_id)
WHERE outcome IN ('fetched', 'unchanged')
GROUP BY address
ORDER BY address
