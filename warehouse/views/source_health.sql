-- Which sources still answer and still bring articles: last look, last run's outcomes, longest silence, and an alarm in words.
CREATE OR REPLACE VIEW source_health AS
WITH looks AS (
    SELECT
        source,
        max(checked_at) AS last_look,
        max(checked_at) FILTER (ok) AS last_good_look,
        max_by(reason, checked_at) AS last_reason,
        -- A month of a back-fill is no watch: the days between it and the daily looks were not looked at.
        min(least(reached_back_to, CAST(checked_at AT TIME ZONE 'Asia/Almaty' AS DATE)))
            FILTER (ok AND reached_until IS NULL) AS watched_from,
        CAST(max(checked_at) FILTER (ok) AT TIME ZONE 'Asia/Almaty' AS DATE) AS watched_until  -- itself not over
    FROM discoveries GROUP BY source
),
last_of_all AS (SELECT max(checked_at) AS last_look_of_all FROM discoveries),
newest AS (
    SELECT source, max(published_on) AS newest_article, count(DISTINCT address) AS articles
    FROM articles WHERE source IS NOT NULL GROUP BY source
),
last_visits AS (
    SELECT source, max_by(run_id, (recorded_at, run_id)) AS run_id FROM fetches GROUP BY source
),
outcomes AS (
    SELECT
        source,
        max(last_fetch) AS last_fetch,
        CAST(sum(addresses) AS BIGINT) AS addresses,
        CAST(coalesce(sum(addresses) FILTER (outcome = 'fetched'), 0) AS BIGINT) AS fetched,
        string_agg(outcome || ' ' || addresses, ', ' ORDER BY addresses DESC, outcome) AS outcomes
    FROM (
        SELECT source, outcome, count(*) AS addresses, max(fetched_at) AS last_fetch
        FROM fetches SEMI JOIN last_visits USING (source, run_id)
        GROUP BY source, outcome
    )
    GROUP BY source
),
days AS MATERIALIZED (
    SELECT source_days.*, watched_until FROM source_days JOIN looks USING (source)
    WHERE day BETWEEN watched_from AND watched_until
),
-- A silence ends with the next article; the day of the last look is not over, so it adds to none.
quiet_runs AS (
    SELECT source, count(*) AS quiet_days
    FROM (
        SELECT source, day - CAST(row_number() OVER (PARTITION BY source ORDER BY day) AS INTEGER) AS run
        FROM days WHERE articles = 0 AND day < watched_until
    )
    GROUP BY source, run
),
longest AS (SELECT source, max(quiet_days) AS longest_silence_days FROM quiet_runs GROUP BY source),
loud AS (
    SELECT source, min(day) AS first_day, max(day) FILTER (articles > 0) AS last_day FROM days GROUP BY source
),
-- Saturdays and Sundays are not held against anybody: a regional desk rests.
silences AS (
    SELECT
        source,
        min(day) AS silent_since,
        count(*) AS silent_days,
        count(*) FILTER (isodow(day) < 6) AS silent_weekdays
    FROM days JOIN loud USING (source)
    WHERE day < watched_until AND day > coalesce(last_day, first_day - 1)
    GROUP BY source
),
-- The last seven days (every weekday once) against the days before, seven of them at least, or nothing is usual. Five
-- pages at least: where nine of ten usually have a text, chance leaves two or fewer of five in one week of a hundred.
texts AS (
    SELECT
        source,
        sum(reached) FILTER (day > watched_until - 7) / sum(pages) FILTER (day > watched_until - 7) AS text_yield,
        sum(pages) FILTER (day > watched_until - 7) AS pages,
        median(text_yield) FILTER (day <= watched_until - 7) AS usual_yield,
        count(text_yield) FILTER (day <= watched_until - 7) AS usual_days,
        -- The week before the last day watched and that day, as models.coverage.broken_days has it for that day.
        sum(textless) FILTER (day >= watched_until - 7) AS textless,
        sum(reached) FILTER (day >= watched_until - 7) AS with_text
    FROM days GROUP BY source
),
-- How long a silence is believed. Articles come at no less than the expected rate, Poisson: none in k days has the
-- probability exp(-rate * k), under 1 in 1,000 for k > ln(1000) / rate (60 sources asked daily: a false alarm in 17 days
-- at most). Two days at least, for one may be a holiday. Who may publish nothing for days is believed for 30, as the
-- reach of lists has it (extractors/web/reach.py).
patience AS (
    SELECT source, CASE WHEN expected_fewest > 0 THEN greatest(2, ceil(ln(1000) / expected_fewest)) END AS weekdays
    FROM current_sources
),
judged AS (
    SELECT
        sources.source,
        sources.name,
        sources.source_group,
        sources.region,
        looks.last_look,
        looks.last_good_look,
        looks.last_reason,
        outcomes.last_fetch,
        coalesce(outcomes.addresses, 0) AS addresses,
        coalesce(outcomes.fetched, 0) AS fetched,
        coalesce(outcomes.outcomes, '') AS outcomes,
        newest.newest_article,
        coalesce(newest.articles, 0) AS articles,
        sources.expected_fewest,
        sources.expected_most,
        sources.verified,
        longest.longest_silence_days,
        silences.silent_since,
        CASE
            WHEN last_look_of_all IS NULL THEN NULL
            WHEN looks.last_look IS NULL THEN 'never_looked'
            WHEN looks.last_good_look IS NULL THEN 'never_answered'
            -- Two days: one daily visit may fail, the next still finds what it missed; the lists of busy sites hold no
            -- more.
            WHEN looks.last_good_look <= last_look_of_all - INTERVAL 2 DAY THEN 'no_list'
            WHEN texts.textless >= 5 AND texts.textless > 0.3 * (texts.with_text + texts.textless) THEN 'broken'
            WHEN texts.pages >= 5 AND texts.usual_days >= 7 AND texts.text_yield < texts.usual_yield / 2
                THEN 'texts_lost'
            WHEN newest.articles IS NULL THEN 'no_article'
            WHEN newest.newest_article IS NULL THEN 'no_day'
            WHEN silences.silent_weekdays >= patience.weekdays OR silences.silent_days >= 30 THEN 'silent'
        END AS alarm_kind,
        looks.watched_until,
        texts.text_yield,
        texts.usual_yield,
        texts.textless / nullif(texts.with_text + texts.textless, 0) AS textless_share
    FROM current_sources AS sources
    LEFT JOIN looks USING (source)
    LEFT JOIN outcomes USING (source)
    LEFT JOIN newest USING (source)
    LEFT JOIN longest USING (source)
    LEFT JOIN silences USING (source)
    LEFT JOIN texts USING (source)
    LEFT JOIN patience USING (source)
    CROSS JOIN last_of_all
),
-- What the words of an alarm leave open.
values_of AS (
    SELECT
        source,
        CASE alarm_kind WHEN 'no_list' THEN watched_until WHEN 'silent' THEN silent_since END AS since,
        -- Of pages without a text where that is the alarm, else of pages with one.
        coalesce(format('{:.0f}', 100 * CASE alarm_kind WHEN 'broken' THEN textless_share ELSE text_yield END), '') AS share,
        coalesce(format('{:.0f}', 100 * usual_yield), '') AS usual
    FROM judged
)
SELECT
    judged.* EXCLUDE (watched_until, text_yield, usual_yield, textless_share),
    -- The glossary words it; before a run has brought one, the kind stands alone.
    coalesce(
        replace(replace(replace(words.en, '{since}', coalesce(strftime(since, '%Y-%m-%d'), '')), '{share}', share), '{usual}', usual),
        alarm_kind
    ) AS alarm,
    coalesce(
        replace(replace(replace(words.ru, '{since}', coalesce(strftime(since, '%d.%m.%Y'), '')), '{share}', share), '{usual}', usual),
        alarm_kind
    ) AS alarm_ru,
    (SELECT sample FROM meta) AS sample
FROM judged
JOIN values_of USING (source)
LEFT JOIN (FROM glossary WHERE kind = 'alarm') AS words ON words.word = judged.alarm_kind
ORDER BY judged.source;

COMMENT ON VIEW source_health IS 'Which sources still answer and still bring articles: last look, last run''s outcomes, longest silence, and an alarm in words.';
COMMENT ON COLUMN source_health.source IS 'Key of the site';
COMMENT ON COLUMN source_health.name IS 'Name a reader knows';
COMMENT ON COLUMN source_health.source_group IS 'official, national_agency, national_independent, regional, official_regional or aggregator';
COMMENT ON COLUMN source_health.region IS 'The only region it reports on; NULL: all of them';
COMMENT ON COLUMN source_health.last_look IS 'When one of its lists was last looked at';
COMMENT ON COLUMN source_health.last_good_look IS 'When one of its lists was last read with success';
COMMENT ON COLUMN source_health.last_reason IS 'What the last look had to say: why it failed, or what was left out';
COMMENT ON COLUMN source_health.last_fetch IS 'When an address of it was last asked for';
COMMENT ON COLUMN source_health.addresses IS 'Addresses asked for in the last run that asked for any';
COMMENT ON COLUMN source_health.fetched IS 'How many of them brought a page';
COMMENT ON COLUMN source_health.outcomes IS 'What became of them: outcome and number';
COMMENT ON COLUMN source_health.newest_article IS 'Newest local day of publication';
COMMENT ON COLUMN source_health.articles IS 'Articles of it that are kept, all versions of one counted once';
COMMENT ON COLUMN source_health.expected_fewest IS 'Fewest articles expected a day';
COMMENT ON COLUMN source_health.expected_most IS 'Most articles expected a day';
COMMENT ON COLUMN source_health.verified IS 'Day its description was last tried, or never';
COMMENT ON COLUMN source_health.longest_silence_days IS 'Longest run of days without an article, between the first day that its lists reached and the last on which one answered; NULL: none';
COMMENT ON COLUMN source_health.silent_since IS 'First day without an article since its newest, up to the last day on which a list answered; NULL: not silent';
COMMENT ON COLUMN source_health.alarm_kind IS 'Which alarm: a word of the glossary; NULL: nothing that shows';
COMMENT ON COLUMN source_health.alarm IS 'What is wrong with the source, in words; NULL: nothing that shows';
COMMENT ON COLUMN source_health.alarm_ru IS 'The same in Russian';
COMMENT ON COLUMN source_health.sample IS 'True: SAMPLE DATA';
