-- Every look at a list, in order of time, with the addresses that it was the first to show.
SELECT
    discovery_id, source, method, address, epoch_us(checked_at), ok, reason, reached_back_to, complete, reached_until,
    anchor_url, epoch_us(anchor_published_at), anchor_offset
FROM discoveries
ORDER BY checked_at, discovery_id
