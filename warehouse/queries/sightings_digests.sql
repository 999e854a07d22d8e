-- For each region, what its sightings of heads at sittings and meetings come to: changes when any of them does.
SELECT
    region,
    concat_ws('.', count(*), bit_xor(hash(article_id, ordinal, akim, day_first, day_last, char_start, char_end)))
FROM appearances
JOIN (SELECT article_id FROM current_articles) USING (article_id)
WHERE sitting AND reader_version = $reader_version
GROUP BY region
ORDER BY region
