-- What deserves a person's look first, as the desk lays it out.
SELECT
    place, why, region, region_name, meeting_id, event_id, review_id, article_id, source_url, published_on, confidence,
    sentence, detail, detail_ru
FROM to_review
WHERE $region IS NULL OR region = $region
