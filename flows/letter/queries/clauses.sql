-- What was ordered, as the run knew it?
SELECT clause, name, text, judged_by, months, rungs, force_from, force_until, order_version
FROM clauses WHERE run_id = $registry ORDER BY clause;
