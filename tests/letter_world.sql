-- A past and a later week for the published file of one run (r2, 22 June 2025): what runs of those weeks would have left.
-- On 13 June (r1) nothing of Kostanay was found, and Abai rested on a council of 15 April that sufficed until 15 June.
INSERT INTO verdicts
SELECT * REPLACE (
    verdict_id || '-1' AS verdict_id, DATE '2025-06-13' AS as_of, 'r1' AS run_id, TIMESTAMPTZ '2025-06-13 09:00:00+05' AS recorded_at,
    CASE WHEN clause = 1 AND region = 'KZ-39' THEN 'not_judged' WHEN clause = 1 AND region = 'KZ-10' THEN 'met' ELSE verdict END AS verdict,
    CASE WHEN clause = 1 AND region = 'KZ-10' THEN DATE '2025-04-15' ELSE last_event_start END AS last_event_start,
    CASE WHEN clause = 1 AND region = 'KZ-10' THEN DATE '2025-04-15' ELSE last_event_end END AS last_event_end,
    CASE WHEN clause = 1 AND region = 'KZ-10' THEN DATE '2025-06-15' ELSE deadline END AS deadline
)
FROM verdicts WHERE run_id = 'r2';
INSERT INTO cases
SELECT * REPLACE (
    verdict_id || '-1' AS verdict_id, DATE '2025-06-13' AS as_of, 'r1' AS run_id, TIMESTAMPTZ '2025-06-13 09:00:00+05' AS recorded_at
)
FROM cases WHERE run_id = 'r2';
INSERT INTO inferences
SELECT list(event_state), count(*), 'r1', TIMESTAMPTZ '2025-06-13 09:00:00+05'
FROM (SELECT unnest(event_states) AS event_state FROM inferences WHERE run_id = 'r2')
ANTI JOIN (SELECT event_state FROM events WHERE region = 'KZ-39') USING (event_state);
-- On 29 June (r3) all stands as it did.
INSERT INTO verdicts
SELECT * REPLACE (
    verdict_id || '-3' AS verdict_id, DATE '2025-06-29' AS as_of, 'r3' AS run_id, recorded_at + INTERVAL 1 HOUR AS recorded_at
)
FROM verdicts WHERE run_id = 'r2';
INSERT INTO verdict_events SELECT * REPLACE (verdict_id || '-3' AS verdict_id, 'r3' AS run_id) FROM verdict_events WHERE run_id = 'r2';
INSERT INTO cases
SELECT * REPLACE (
    verdict_id || '-3' AS verdict_id, DATE '2025-06-29' AS as_of, 'r3' AS run_id, recorded_at + INTERVAL 1 HOUR AS recorded_at
)
FROM cases WHERE run_id = 'r2';
INSERT INTO inferences SELECT * REPLACE ('r3' AS run_id, recorded_at + INTERVAL 1 HOUR AS recorded_at) FROM inferences WHERE run_id = 'r2';
INSERT INTO discoveries
SELECT * REPLACE ('d-29' AS discovery_id, TIMESTAMPTZ '2025-06-29 21:00:00+05' AS checked_at, 'r3' AS run_id) FROM discoveries;
UPDATE publications SET published_at = TIMESTAMPTZ '2025-06-22 22:00:00+05';
INSERT INTO publications
SELECT * REPLACE (
    'p-1' AS publication_id, DATE '2025-06-13' AS as_of, 'r1' AS judged_run, TIMESTAMPTZ '2025-06-13 09:30:00+05' AS published_at
)
FROM publications
UNION ALL
SELECT * REPLACE (
    'p-3' AS publication_id, DATE '2025-06-29' AS as_of, 'r3' AS judged_run, TIMESTAMPTZ '2025-06-29 22:00:00+05' AS published_at
)
FROM publications;
