-- Record the states that `changed` holds, in its order, each behind what its week and recipient have already.
INSERT INTO outbox BY NAME
WITH latest AS (
    SELECT week, recipient, max(position) AS position
    FROM outbox
    WHERE (week, recipient) IN (SELECT (week, recipient) FROM changed)
    GROUP BY week, recipient
)
SELECT
    changed.* REPLACE (
        coalesce(latest.position, 0)
        + row_number() OVER (PARTITION BY changed.week, changed.recipient ORDER BY changed.position) AS position
    )
FROM changed
LEFT JOIN latest USING (week, recipient)
ORDER BY changed.position
