-- When a list was last read with success, and the last local day on which any article was published, both up to $today
-- (a clock that ran ahead, or a slip of a publisher's pen, dates rows into the future), and whether there is any row.
SELECT
    (SELECT epoch_us(max(checked_at)) FROM discoveries WHERE ok AND checked_at::DATE <= $today),
    (
        SELECT max(published_on)
        FROM (SELECT published_on FROM articles UNION ALL SELECT published_on FROM passed_over)
        WHERE published_on <= $today
    ),
    EXISTS (FROM discoveries WHERE ok) OR EXISTS (FROM articles WHERE published_on IS NOT NULL)
        OR EXISTS (FROM passed_over WHERE published_on IS NOT NULL)
