-- How many sources are watched, and on which day was a list last read with success, up to a moment?
SELECT
    (SELECT count(*) FROM current_sources WHERE watches) AS sources,
    CAST(max(checked_at) FILTER (ok AND CAST(checked_at AS DATE) <= $until) AS DATE) AS last_look
FROM discoveries;
