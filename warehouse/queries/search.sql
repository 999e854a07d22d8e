-- What a person wants to see of a search: where, when, who says so.
SELECT score, region_name AS region, coalesce(day, published_on) AS day, sentence, source_url, sample FROM search($words)
