-- The archive files that pages lie in, by name: how many pages, and where the last one begins.
SELECT archive_file, count(*), max(archive_offset) FROM pages GROUP BY archive_file ORDER BY archive_file
