-- Which sentences showed the verdicts that were published at a moment in the past.
CREATE OR REPLACE MACRO evidence_as_known(ts) AS TABLE
FROM evidence_of((SELECT run_id FROM published_run(ts)));

COMMENT ON MACRO TABLE evidence_as_known IS 'Which sentences showed the verdicts that were published at a moment in the past.
ts: the moment, a TIMESTAMPTZ; what the last publication before it carried counts';
