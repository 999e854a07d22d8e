-- Who else is called or appointed head of a region than the table of officials names: one row a region and person, alarms first.
CREATE OR REPLACE VIEW called_akim AS
WITH judging AS (
    SELECT max_by(json_extract_string(versions, '$.reader'), (recorded_at, run_id)) AS reader FROM runs
),
-- Each article as the latest run's reader read it, else as it was read last: another table may have been laid over since.
read_last AS (
    SELECT
        article_id,
        max_by(
            reader_version,
            (coalesce(reader_version IN (reader, regexp_replace(reader, '[+].*', '+')), false), recorded_at, reader_version)
        ) AS reader_version
    FROM readings SEMI JOIN (SELECT article_id FROM other_heads) USING (article_id) CROSS JOIN judging
    GROUP BY article_id
),
told AS (
    SELECT other_heads.*, articles.url, articles.published_on
    FROM other_heads
    SEMI JOIN read_last USING (article_id, reader_version)
    SEMI JOIN current_articles USING (article_id)
    JOIN articles USING (article_id)
),
gathered AS (
    SELECT
        region,
        person_key,
        max_by(url, (published_on, article_id)) AS source_url,
        max_by(person, (length(person), published_on, article_id)) AS person,
        min(said) AS said,  -- 'appointed' before 'called'
        count(DISTINCT article_id) AS articles,
        -- A voice heard twice, and one sentence in two voices (a copy without credit), are one account.
        least(count(DISTINCT coalesce(voice, article_id)), count(DISTINCT sentence)) AS voices,
        min(published_on) AS first_day,
        max(published_on) AS last_day,
        max_by(coalesce(head, ''), (published_on, article_id)) AS head,
        max_by(sentence, (published_on, article_id)) AS sentence
    FROM told
    GROUP BY region, person_key
),
judged AS (
    SELECT
        gathered.*,
        -- One slip is no alarm: two voices, or a decree; and only about days that verdicts speak of.
        CASE
            WHEN last_day < (SELECT min(force_from) FROM current_clauses) THEN NULL
            WHEN said = 'appointed' THEN 'appointed_akim'
            WHEN voices >= 2 THEN 'called_akim'
        END AS alarm_kind
    FROM gathered
)
SELECT
    judged.source_url,
    judged.region,
    regions.name AS region_name,
    judged.person,
    judged.said,
    judged.articles,
    judged.voices,
    judged.first_day,
    judged.last_day,
    nullif(judged.head, '') AS table_names,
    judged.sentence,
    judged.alarm_kind,
    coalesce(replace(replace(words.en, '{person}', judged.person), '{since}', strftime(first_day, '%Y-%m-%d')), alarm_kind) AS alarm,
    coalesce(replace(replace(words.ru, '{person}', judged.person), '{since}', strftime(first_day, '%d.%m.%Y')), alarm_kind) AS alarm_ru,
    (SELECT sample FROM meta) AS sample
FROM judged
LEFT JOIN current_regions AS regions ON regions.region = judged.region
LEFT JOIN (FROM glossary WHERE kind = 'alarm') AS words ON words.word = judged.alarm_kind
ORDER BY alarm_kind IS NULL, judged.last_day DESC, judged.region, judged.person_key;

COMMENT ON VIEW called_akim IS 'Who else is called or appointed head of a region than the table of officials names: one row a region and person, alarms first.';
COMMENT ON COLUMN called_akim.source_url IS 'Address of the latest article that says so';
COMMENT ON COLUMN called_akim.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN called_akim.region_name IS 'Name in Russian';
COMMENT ON COLUMN called_akim.person IS 'Surname and given name, as fully as any article gives them';
COMMENT ON COLUMN called_akim.said IS 'appointed where any article says so, else called';
COMMENT ON COLUMN called_akim.articles IS 'Articles that say so';
COMMENT ON COLUMN called_akim.voices IS 'Independent voices among them: sites and agencies, copies counted once';
COMMENT ON COLUMN called_akim.first_day IS 'Local day of the first of them';
COMMENT ON COLUMN called_akim.last_day IS 'Local day of the latest';
COMMENT ON COLUMN called_akim.table_names IS 'Whom the table names on the latest day; NULL: a stated vacancy';
COMMENT ON COLUMN called_akim.sentence IS 'The latest sentence';
COMMENT ON COLUMN called_akim.alarm_kind IS 'Which alarm: a word of the glossary; NULL: a single article that only calls, or a day before the order';
COMMENT ON COLUMN called_akim.alarm IS 'What to look at, in words; NULL: no alarm';
COMMENT ON COLUMN called_akim.alarm_ru IS 'The same in Russian';
COMMENT ON COLUMN called_akim.sample IS 'True: SAMPLE DATA';
