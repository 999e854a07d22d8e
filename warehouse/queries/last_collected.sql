-- When a list was last read with success, and the last local day on which any article was published.
SELECT
    (SELECT epoch_us(max(checked_at)) FROM discoveries WHERE ok),
    (SELECT max(published_on) FROM articles)
