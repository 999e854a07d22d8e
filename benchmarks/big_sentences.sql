-- Two sentences for each account of the big warehouse, as long as news makes them: what a search looks through.
INSERT INTO evidence_sentences BY NAME
SELECT
    meeting_id, position, article_id,
    CASE position WHEN 0 THEN 'Аким области провёл заседание Совета Ассамблеи' ELSE 'Встреча с этноактивом прошла в Доме дружбы' END
        || ': ' || array_to_string(string_split(text, ' ')[position * 10 + 1:position * 10 + 10], ' ') AS sentence,
    position * 60 AS char_start, position * 60 + 50 AS char_end, 'bench' AS rule,
    'made' AS run_id, TIMESTAMPTZ '2026-06-30 00:00:00+05' AS recorded_at
FROM meetings JOIN articles USING (article_id) CROSS JOIN range(2) AS positions(position);
