-- What speaks against the table of heads of regions, in words, with the latest article: one line a region and person.
SELECT concat_ws('; ', concat_ws(' ', region, region_name) || ': ' || alarm, source_url)
FROM called_akim WHERE alarm_kind IS NOT NULL
