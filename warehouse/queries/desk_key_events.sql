-- Which key events count for the head of $region in the window that is judged today, the latest first.
SELECT
    record.event_id,
    record.clause,
    record.kind,
    record.level,
    record.date_start,
    record.date_end,
    record.akim,
    record.counts_as,
    record.reports_in_person,
    record.reports_delegated,
    record.source_url,
    judged.window_start IS NULL OR record.date_end >= judged.window_start AS in_window
FROM attendance_record AS record
LEFT JOIN current_verdicts AS judged USING (region, clause)
WHERE record.region = $region
ORDER BY record.date_end DESC, record.date_start DESC, record.event_id
