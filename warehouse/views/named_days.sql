-- For which local day did a list name each address? One row an address and the moment that a list gave it.
CREATE OR REPLACE VIEW named_days AS
SELECT
    discovery_id,
    source,
    url,
    -- As models.zone.local_day: a clock of Kazakhstan's own (UTC+5, UTC+6) keeps its day, any other is shown on Almaty's.
    -- A moment that no clock can have shown (1900 to 2199 can) is unknown.
    CAST(CASE
        WHEN published_at NOT BETWEEN '1900-01-01 00:00:00+00' AND '2200-01-01 00:00:00+00' THEN NULL
        WHEN published_offset IN (300, 360) THEN make_timestamp(epoch_us(published_at) + published_offset * 60_000_000)
        ELSE published_at AT TIME ZONE 'Asia/Almaty'
    END AS DATE) AS named_on
FROM listed;

COMMENT ON VIEW named_days IS 'For which local day did a list name each address? One row an address and the moment that a list gave it.';
COMMENT ON COLUMN named_days.discovery_id IS 'Look that showed it first';
COMMENT ON COLUMN named_days.source IS 'Key of the source';
COMMENT ON COLUMN named_days.url IS 'Address';
COMMENT ON COLUMN named_days.named_on IS 'Local day on which the list says it was published; NULL: the list gives none';
