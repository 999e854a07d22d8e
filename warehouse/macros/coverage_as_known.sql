-- How well each region was watched, as it was published at a moment in the past.
CREATE OR REPLACE MACRO coverage_as_known(ts) AS TABLE
FROM coverage_of((SELECT run_id FROM published_run(ts)));

COMMENT ON MACRO TABLE coverage_as_known IS 'How well each region was watched, as it was published at a moment in the past.
ts: the moment, a TIMESTAMPTZ; what the last publication before it carried counts';
