-- The page that lies last in each of these archive files.
SELECT archive_file, max(archive_offset), max_by(archive_sha256, archive_offset)
FROM pages WHERE list_contains($files, archive_file)
GROUP BY archive_file ORDER BY archive_file
