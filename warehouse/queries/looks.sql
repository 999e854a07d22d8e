-- Over which time did each look that succeeded list everything? `undated`: its identifier, where it was the first to show
-- an address without a day. Given: `shelves`, the number of each list's shelf.
SELECT
    shelf,
    epoch_us(checked_at),
    reached_back_to,
    complete,
    reached_until,
    epoch_us(anchor_published_at),
    anchor_offset,
    CASE WHEN undated.discovery_id IS NOT NULL THEN discovery_id END AS undated
FROM discoveries
JOIN shelves USING (source, address)
LEFT JOIN (SELECT DISTINCT discovery_id FROM named_days WHERE named_on IS NULL) AS undated USING (discovery_id)
WHERE ok AND reached_back_to IS NOT NULL
