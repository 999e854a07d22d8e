-- What changed since the table that was published on a day: verdicts that moved and why, sentences that came or went, decisions.
-- Compared is what stood at the end of that day (Asia/Almaty) with what stands now; before the first publication nothing stood.
CREATE OR REPLACE MACRO changes_since(on_day) AS TABLE
WITH moment AS (
    SELECT ((CAST(on_day AS DATE) + 1)::TIMESTAMP AT TIME ZONE 'Asia/Almaty') - INTERVAL 1 MICROSECOND AS ts
),
verdicts_then AS (FROM compliance_as_known((SELECT ts FROM moment))),
shown_then AS (
    SELECT DISTINCT source_url, region, clause, sentence FROM evidence_as_known((SELECT ts FROM moment))
),
shown_now AS (SELECT DISTINCT source_url, region, clause, sentence FROM evidence),
changes AS (
    SELECT
        1 AS place, 'verdict' AS what, now.region, now.clause,
        verdicts_then.verdict AS before, now.verdict AS after,
        array_to_string(now.reasons, '; ') AS why,
        array_to_string(now.reasons_ru, '; ') AS why_ru,
        coalesce(now.source_url, verdicts_then.source_url) AS source_url
    FROM compliance_today AS now LEFT JOIN verdicts_then USING (region, clause)
    WHERE now.verdict IS DISTINCT FROM verdicts_then.verdict
    UNION ALL
    SELECT
        2, 'last event', now.region, now.clause,
        verdicts_then.last_event_start || '..' || verdicts_then.last_event_end,
        now.last_event_start || '..' || now.last_event_end,
        array_to_string(now.reasons, '; '),
        array_to_string(now.reasons_ru, '; '),
        now.source_url
    FROM compliance_today AS now JOIN verdicts_then USING (region, clause)
    WHERE now.verdict = verdicts_then.verdict
        AND (now.last_event_start, now.last_event_end)
            IS DISTINCT FROM (verdicts_then.last_event_start, verdicts_then.last_event_end)
    UNION ALL
    SELECT 3, 'sentence added', region, clause, NULL, sentence, NULL, NULL, source_url
    FROM (FROM shown_now EXCEPT FROM shown_then)
    UNION ALL
    SELECT 4, 'sentence gone', region, clause, sentence, NULL, NULL, NULL, source_url
    FROM (FROM shown_then EXCEPT FROM shown_now)
    UNION ALL
    -- Judged since: what a person decided before may count only from a later run on.
    SELECT
        5, 'decision', region, NULL, sentences, action,
        reviewer || ': ' || reason,
        reviewer || ': ' || reason,
        source_url
    FROM corrections
    JOIN (SELECT review_id, min(recorded_at) AS first_judged FROM review_standings GROUP BY review_id) USING (review_id)
    WHERE state = 'counts' AND first_judged > (SELECT ts FROM moment)
)
SELECT
    changes.what,
    changes.region,
    regions.name AS region_name,
    changes.clause,
    changes.before,
    changes.after,
    nullif(changes.why, '') AS why,
    nullif(changes.why_ru, '') AS why_ru,
    changes.source_url,
    (SELECT sample FROM meta) AS sample
FROM changes LEFT JOIN current_regions AS regions USING (region)
ORDER BY place, changes.region, changes.clause, changes.source_url;

COMMENT ON MACRO TABLE changes_since IS 'What changed since the table that was published on a day: verdicts that moved and why, sentences that came or went, decisions.
on_day: the day, a DATE or its text; what stood at its end (Asia/Almaty) is compared';
