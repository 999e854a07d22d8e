-- A warehouse of 27 months as a press would fill it: every third article tells of the same matter as two others.
CREATE TEMP MACRO matter(n, key) AS
    list_aggregate(list_transform(range(n), lambda k: 'слово' || (hash(key, k) % 20000)), 'string_agg', ' ');
CREATE TEMP TABLE places AS SELECT unnest($regions) AS region, generate_subscripts($regions, 1) - 1 AS n;
CREATE TEMP TABLE sites AS SELECT unnest($sources) AS source, generate_subscripts($sources, 1) - 1 AS n;
CREATE TEMP TABLE made AS
SELECT
    i, source, 'a-' || i AS article_id, 'https://x/' || i AS url, 'Заголовок ' || i AS title,
    DATE '2024-04-25' + CAST(i // (1 + $articles // 796) AS INTEGER) AS published_on
FROM range($articles) AS numbers(i) JOIN sites ON n = i % len($sources);
INSERT INTO articles BY NAME
SELECT
    article_id, url AS address, url, source, published_on::TIMESTAMPTZ + INTERVAL 12 HOUR AS published_at,
    300 AS published_offset, published_on, 'ru' AS language, title,
    matter(12, i // 3) || ' ' || matter(8, -i) AS text, 'sha' || i AS text_sha256,
    'made' AS run_id, TIMESTAMPTZ '2026-06-30 00:00:00+05' AS recorded_at
FROM made;
INSERT INTO readings BY NAME
SELECT
    article_id, 'bench' AS reader_version, 'gated' AS outcome, [] AS regions, false AS unread_lead, [] AS notes,
    'made' AS run_id, TIMESTAMPTZ '2026-06-30 00:00:00+05' AS recorded_at
FROM made;
INSERT INTO appearances BY NAME
SELECT
    article_id, 'bench' AS reader_version, 0 AS ordinal, region, 'sitting' AS occasion, true AS sitting,
    CASE WHEN i % 2 = 0 THEN published_on END AS day_first, CASE WHEN i % 2 = 0 THEN published_on END AS day_last,
    CASE WHEN i % 2 = 0 THEN 'relative' ELSE 'none' END AS day_basis,
    title AS sentence, 0 AS char_start, 20 AS char_end,
    'made' AS run_id, TIMESTAMPTZ '2026-06-30 00:00:00+05' AS recorded_at
FROM made JOIN places ON n = hash(i // 3) % 20
WHERE (i // 3) % ($articles // $appearances) = 0;
INSERT INTO meetings BY NAME
SELECT
    'm-' || i AS meeting_id, article_id, 'bench' AS reader_version, 0 AS ordinal, 'assembly_council' AS kind,
    'held' AS status, 'region' AS level, region, true AS interethnic_topic, true AS assembly_present,
    published_on AS date_start, published_on AS date_end, 'relative' AS date_basis, 0.9 AS confidence, 'bench' AS rule,
    'made' AS run_id, TIMESTAMPTZ '2026-06-30 00:00:00+05' AS recorded_at
FROM made JOIN places ON n = (i // 700) % 20
WHERE i % 700 < 2;
INSERT INTO attendance BY NAME
SELECT
    meeting_id, 0 AS position, region, false AS named, 'chaired' AS how,
    'made' AS run_id, TIMESTAMPTZ '2026-06-30 00:00:00+05' AS recorded_at
FROM meetings;
INSERT INTO listed BY NAME
SELECT
    'l-' || i AS listed_id, 'd-' || source || published_on AS discovery_id, source, url, title,
    published_on::TIMESTAMPTZ + INTERVAL 12 HOUR AS published_at, 300 AS published_offset,
    'made' AS run_id, TIMESTAMPTZ '2026-06-30 00:00:00+05' AS recorded_at
FROM made;
INSERT INTO discoveries BY NAME
SELECT
    'd-' || source || day::DATE AS discovery_id, source, 'feed' AS method,
    'https://' || source || '/rss' AS address, (day + INTERVAL 25 HOUR)::TIMESTAMPTZ AS checked_at, true AS ok,
    20 AS items, day::DATE AS reached_back_to, true AS complete,
    'made' AS run_id, TIMESTAMPTZ '2026-06-30 00:00:00+05' AS recorded_at
FROM sites, generate_series(TIMESTAMP '2024-04-25', TIMESTAMP '2026-06-29', INTERVAL 1 DAY) AS days(day);
INSERT INTO fetches BY NAME
SELECT
    source, url, url AS final_url, published_on::TIMESTAMPTZ + INTERVAL 13 HOUR AS fetched_at, 'fetched' AS outcome,
    200 AS status, 'made' AS run_id, TIMESTAMPTZ '2026-06-30 00:00:00+05' AS recorded_at
FROM made;
