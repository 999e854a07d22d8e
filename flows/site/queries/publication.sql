-- What was published last: when, as of which day, and is it sample data?
SELECT meta.sample, latest.publication_id, latest.published_at, latest.as_of
FROM meta LEFT JOIN (SELECT * FROM publications ORDER BY published_at DESC, publication_id DESC LIMIT 1) AS latest ON true;
