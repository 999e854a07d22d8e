-- Every address that a list named, under the look that showed it first.
SELECT discovery_id, url, title, epoch_us(published_at), published_offset FROM listed ORDER BY discovery_id, url
