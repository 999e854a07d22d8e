-- Which version of the reader the latest run judged by.
SELECT max_by(json_extract_string(versions, '$.reader'), (recorded_at, run_id)) FROM runs
