-- When each site that is watched was last looked at; NULL: never.
SELECT source, epoch_us(max(checked_at)) FROM current_sources LEFT JOIN discoveries USING (source)
GROUP BY source ORDER BY source
