-- What the published table showed at a moment in the past: compliance_today as it stood then.
CREATE OR REPLACE MACRO compliance_as_known(ts) AS TABLE
FROM compliance_of((SELECT run_id FROM published_run(ts)), (SELECT registry_run FROM published_run(ts)));

COMMENT ON MACRO TABLE compliance_as_known IS 'What the published table showed at a moment in the past: compliance_today as it stood then.
ts: the moment, a TIMESTAMPTZ; what the last publication before it carried counts';
