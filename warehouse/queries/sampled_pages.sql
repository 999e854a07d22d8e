-- Some pages of all, others for each salt: which ones is settled by a hash, so that one day asks the same twice.
SELECT archive_file, archive_offset, archive_sha256 FROM pages
ORDER BY hash(page_id || $salt) LIMIT $number
