-- The sites as the latest run described them.
SELECT source, name, base_url, source_group, language, region, watches, since, expected_fewest, expected_most, verified
FROM current_sources
ORDER BY source
