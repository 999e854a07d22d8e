-- What a search looks through: the sentences of the accounts that stand (read last, or made by a review), and the texts
-- of the articles that stand where texts are published. ё is е on both sides; й stays й.
CREATE TABLE searched AS
WITH read_last AS (
    SELECT article_id, max_by(reader_version, (recorded_at, reader_version)) AS reader_version
    FROM readings GROUP BY article_id
),
standing AS (
    SELECT meeting_id, article_id, region, starts_with(meetings.reader_version, 'r-') AS reviewed
    FROM meetings LEFT JOIN read_last USING (article_id)
    SEMI JOIN (SELECT article_id FROM current_articles) AS current USING (article_id)
    WHERE meetings.reader_version = read_last.reader_version OR starts_with(meetings.reader_version, 'r-')
)
SELECT meeting_id || ' ' || position AS document, translate(sentence, 'ёЁ', 'еЕ') AS words
FROM (SELECT meeting_id, position, sentence, char_start, char_end FROM evidence_sentences) AS sentences
JOIN standing USING (meeting_id)
-- An account that a review amended has the sentences of the one that it was read from: shown once.
QUALIFY row_number() OVER (PARTITION BY article_id, region, char_start, char_end ORDER BY reviewed DESC, meeting_id) = 1
UNION ALL
SELECT article_id, translate(concat_ws('. ', title, text), 'ёЁ', 'еЕ') FROM current_articles WHERE text IS NOT NULL;
