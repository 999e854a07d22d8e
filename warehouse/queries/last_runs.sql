-- The runs that ended last, newest first.
SELECT run_id, kind, epoch_us(started_at), epoch_us(finished_at), counts, failures
FROM runs ORDER BY finished_at DESC, run_id DESC LIMIT $number
