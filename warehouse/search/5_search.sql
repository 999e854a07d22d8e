-- Which sentences of evidence, and which texts on the topic where texts are published, have these words in any form? The best first.
CREATE OR REPLACE MACRO search(words, every_word := false) AS TABLE
WITH asked AS (
    SELECT DISTINCT stem(word, 'russian') AS term
    FROM (SELECT unnest(fts_main_searched.tokenize(translate(CAST(words AS VARCHAR), 'ёЁ', 'еЕ'))) AS word)
    ANTI JOIN fts_main_searched.stopwords ON sw = word
    WHERE word <> ''
),
times_in AS (
    SELECT docid, termid, any_value(df) AS df, count(*) AS times
    FROM fts_main_searched.terms JOIN fts_main_searched.dict USING (termid) SEMI JOIN asked USING (term)
    GROUP BY docid, termid
),
-- Okapi BM25 as fts reckons it (k = 1.2, b = 0.75), each document once: its own macro match_bm25 puts all of them in
-- order anew for each document, which takes minutes where thousands have the word.
scored AS (
    SELECT
        name AS document,
        count(*) AS terms,
        sum(log((num_docs - df + 0.5) / (df + 0.5) + 1) * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * len / avgdl))) AS score
    FROM times_in JOIN fts_main_searched.docs USING (docid) CROSS JOIN fts_main_searched.stats
    GROUP BY name
),
hits AS (
    SELECT document, score FROM scored WHERE NOT every_word OR terms = (SELECT count(*) FROM asked)
),
-- The sentence of a text with the first of the words; for the best hundred, since looking for it in thousands of texts
-- takes seconds and nobody reads so far: the others show their title. A stem is letters and digits alone, so it is a pattern as it is.
pattern AS (
    SELECT
        '(?i)[^.!?\n]*(?:^|[^0-9a-zа-яәғқңөұүһі])(?:' || string_agg(term, '|') || ')[^.!?\n]*[.!?]?' AS passage
    FROM asked
),
passages AS (
    SELECT
        hits.score, article_id, title, text,
        CASE WHEN row_number() OVER (ORDER BY hits.score DESC, article_id) <= 100 THEN translate(text, 'ёЁ', 'еЕ') END AS folded,
        regexp_extract(folded, pattern.passage) AS passage
    FROM hits JOIN articles ON articles.article_id = hits.document CROSS JOIN pattern
),
found AS (
    SELECT
        hits.score, 'sentence' AS found_in, sentences.sentence,
        meetings.region, meetings.date_start AS day, meetings.kind, meetings.status,
        meeting_id, sentences.article_id
    FROM hits
    JOIN evidence_sentences AS sentences ON sentences.meeting_id || ' ' || sentences.position = hits.document
    JOIN meetings USING (meeting_id)
    UNION ALL
    SELECT
        score, 'text', coalesce(nullif(trim(substr(text, strpos(folded, passage), length(passage))), ''), title),
        NULL, NULL, NULL, NULL, NULL, article_id
    FROM passages
)
SELECT
    round(found.score, 3) AS score,
    found.found_in,
    found.region,
    regions.name AS region_name,
    found.day,
    articles.published_on,
    found.kind,
    found.status,
    found.sentence,
    articles.url AS source_url,
    articles.source,
    found.meeting_id,
    found.article_id,
    (SELECT sample FROM meta) AS sample
FROM found
JOIN (SELECT article_id, url, source, published_on FROM articles) AS articles USING (article_id)
LEFT JOIN current_regions AS regions USING (region)
ORDER BY found.score DESC, found.day DESC, found.article_id, found.sentence;

COMMENT ON MACRO TABLE search IS 'Which sentences of evidence, and which texts on the topic where texts are published, have these words in any form? The best first; a text shows the sentence with the words, after the hundredth its title. Needs the extension fts.
words: what to look for, in Russian; the form of a word does not matter, nor ё or е
every_word: true: all the words, in any order; false (when left out): any of them, best where most and rarest are';
