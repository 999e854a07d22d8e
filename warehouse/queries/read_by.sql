-- Which of some article versions has one version of the reader read?
-- What never asked for a head of a region is kept by the rules alone: '4+' is read for '4+3f9a01c2' too.
SELECT article_id FROM readings
WHERE reader_version IN ($reader_version, regexp_replace($reader_version, '[+].*', '+')) AND list_contains($wanted, article_id)
