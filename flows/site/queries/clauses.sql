-- What was ordered?
SELECT clause, name, text, judged_by, months, rungs, force_from, force_until, order_version FROM current_clauses ORDER BY clause;
