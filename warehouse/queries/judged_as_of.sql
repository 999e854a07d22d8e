-- Which day the verdicts that stand now speak for.
SELECT max(as_of) FROM current_verdicts
