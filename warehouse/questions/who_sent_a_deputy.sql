-- At which of the Assembly's key events was the head of a region represented by a deputy, and who says so?
SELECT region_name, date_end, kind, akim, reports_delegated, source_url
FROM attendance_record
WHERE how = 'delegated'
ORDER BY date_end DESC, region_name;
