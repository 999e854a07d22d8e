-- What did each source give day by day: addresses tried and reached, articles kept, days without anything included?
CREATE OR REPLACE VIEW source_days AS
-- The best that each address ever gave, as models.coverage has it: what was once read is read. An address that only
-- repeated another one is that other one, and counts there.
WITH asked AS (
    SELECT
        source,
        url,
        min(fetched_at) AS first_asked,
        bool_or(outcome IN ('fetched', 'unchanged', 'gated')) AS is_read,
        bool_or(outcome IN ('not_article', 'not_html') OR (outcome = 'http_error' AND status IN (404, 410))) AS is_empty,
        bool_or(outcome IN ('fetched', 'unchanged', 'gated', 'not_article', 'no_text', 'undecodable')) AS is_page,
        bool_or(outcome IN ('no_text', 'undecodable')) AS is_textless,
        bool_or(outcome = 'duplicate') AS is_copy
    FROM fetches GROUP BY source, url
),
named AS (
    SELECT named_days.source, url, min(named_on) AS named_on, min(checked_at) AS first_named
    FROM named_days JOIN discoveries USING (discovery_id)
    GROUP BY named_days.source, url
),
tried AS (
    SELECT
        source,
        coalesce(named_on, CAST(coalesce(first_asked, first_named) AT TIME ZONE 'Asia/Almaty' AS DATE)) AS day,
        count(*) AS tried,
        count(*) FILTER (is_read) AS reached,
        count(*) FILTER (is_empty AND NOT is_read) AS empty,
        -- What no list named and nobody could read (lines of a file) says nothing of how the site's pages are read.
        count(*) FILTER (is_page AND (is_read OR first_named IS NOT NULL)) AS pages,
        count(*) FILTER (is_textless AND NOT is_read AND NOT is_empty AND first_named IS NOT NULL) AS textless
    FROM asked FULL JOIN named USING (source, url)
    WHERE is_read OR is_empty OR is_copy IS DISTINCT FROM true
    GROUP BY source, day
),
kept AS (
    SELECT source, published_on AS day, count(DISTINCT address) AS articles
    FROM articles WHERE source IS NOT NULL AND published_on IS NOT NULL
    GROUP BY source, published_on
),
-- A source's days run from the first that anything is known of (a back-fill's list reaches over days before its look),
-- and no further back than a year before the order: an archive's date of 1998 is not the beginning of a watch.
begun AS (
    SELECT source, min(day) AS first_day
    FROM (
        SELECT source, least(reached_back_to, CAST(checked_at AT TIME ZONE 'Asia/Almaty' AS DATE)) AS day FROM discoveries
        UNION ALL
        SELECT source, CAST(min(first_asked) AT TIME ZONE 'Asia/Almaty' AS DATE) FROM asked GROUP BY source
        UNION ALL
        SELECT source, min(day) FROM kept GROUP BY source
    )
    GROUP BY source
),
-- They end for all sources with the last day on which anything was looked at, whatever day a page claims; a look that an
-- archive dates after it was recorded was not made before.
bounds AS (
    SELECT
        (SELECT CAST(min(force_from) - INTERVAL 1 YEAR AS DATE) FROM current_clauses) AS earliest,
        CAST(greatest(
            (SELECT max(least(checked_at, recorded_at)) FROM discoveries),
            (SELECT max(least(fetched_at, recorded_at)) FROM fetches)
        ) AT TIME ZONE 'Asia/Almaty' AS DATE) AS latest
),
calendar AS (
    SELECT source, CAST(unnest(range(greatest(first_day, earliest), latest + 1, INTERVAL 1 DAY)) AS DATE) AS day
    FROM begun CROSS JOIN bounds
)
SELECT
    source,
    calendar.day,
    coalesce(tried.tried, 0) AS tried,
    coalesce(tried.reached, 0) AS reached,
    coalesce(tried.empty, 0) AS empty,
    coalesce(tried.tried - tried.reached - tried.empty, 0) AS waiting,
    coalesce(tried.pages, 0) AS pages,
    coalesce(tried.textless, 0) AS textless,
    coalesce(kept.articles, 0) AS articles,
    tried.reached / nullif(tried.pages, 0) AS text_yield,
    sources.expected_fewest,
    (SELECT sample FROM meta) AS sample
FROM calendar
LEFT JOIN tried USING (source, day)
LEFT JOIN kept USING (source, day)
LEFT JOIN current_sources AS sources USING (source)
ORDER BY source, calendar.day;

COMMENT ON VIEW source_days IS 'What did each source give day by day: addresses tried and reached, articles kept, days without anything included?';
COMMENT ON COLUMN source_days.source IS 'Key of the site';
COMMENT ON COLUMN source_days.day IS 'Local day, from the first that anything of the source is known of to the last on which any source was looked at';
COMMENT ON COLUMN source_days.tried IS 'Addresses of that day, each once: the earliest day a list gave it, else the day it was first asked for or listed; copies of another address left out';
COMMENT ON COLUMN source_days.reached IS 'How many of them were read';
COMMENT ON COLUMN source_days.empty IS 'How many have nothing to read: no article, no HTML, withdrawn (404, 410)';
COMMENT ON COLUMN source_days.waiting IS 'How many failed so far, gave a page without text, or were never asked for';
COMMENT ON COLUMN source_days.pages IS 'How many gave a page, whether or not an article''s text was found on it; of those that no list named, the ones that were read';
COMMENT ON COLUMN source_days.textless IS 'How many of those that a list named gave a page that may hold an article, and no text was found on it so far';
COMMENT ON COLUMN source_days.articles IS 'Articles kept that were published on that day, all versions of one counted once';
COMMENT ON COLUMN source_days.text_yield IS 'Share (0-1) of those pages on which an article''s text was found; NULL: no page';
COMMENT ON COLUMN source_days.expected_fewest IS 'Fewest articles expected a day';
COMMENT ON COLUMN source_days.sample IS 'True: SAMPLE DATA';
