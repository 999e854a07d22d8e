-- Which of some article versions has one version of the reader read?
SELECT article_id FROM readings WHERE reader_version = $reader_version AND list_contains($wanted, article_id)
