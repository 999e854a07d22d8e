-- How far the files are taken in by these gates: name, identity, where to go on, whether that is the end, what is broken.
SELECT warc_file, identity, max(ends), bool_or(whole), list_sort(list_distinct(flatten(list(broken))))
FROM warc_parts
WHERE gate = $gate
GROUP BY warc_file, identity
