-- The moment of the last row by which a view decides what is current, by the clock of the run that wrote it.
SELECT epoch_us(max(moment)) FROM (
    SELECT max(recorded_at) AS moment FROM regions
    UNION ALL SELECT max(recorded_at) FROM inferences
    UNION ALL SELECT max(recorded_at) FROM cases
    UNION ALL SELECT max(recorded_at) FROM runs
    UNION ALL SELECT max(published_at) FROM publications
)
