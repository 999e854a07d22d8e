-- What was published, from the first to this file's own publication?
SELECT published_at, as_of, judged_run, registry_run, (SELECT sample FROM meta) AS sample
FROM publications ORDER BY published_at, publication_id;
