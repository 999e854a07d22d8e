-- What is watched, how does it fare, and does the model of catching count it?
SELECT
    sources.source, sources.name, sources.base_url, sources.source_group, sources.language, sources.region,
    sources.watches, sources.verified, health.last_look, health.newest_article, health.articles,
    health.longest_silence_days, health.alarm, health.alarm_ru, entries.entered, entries.covered_share
FROM current_sources AS sources
LEFT JOIN source_health AS health USING (source)
LEFT JOIN (
    SELECT source, entered, covered_share FROM source_entries
    QUALIFY row_number() OVER (PARTITION BY source ORDER BY recorded_at DESC, run_id DESC) = 1
) AS entries USING (source)
ORDER BY sources.source_group, sources.name, sources.source;
