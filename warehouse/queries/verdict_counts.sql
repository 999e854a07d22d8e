-- How many regions stand at each clause and rung now.
SELECT clause, verdict, count(*) FROM current_verdicts GROUP BY ALL ORDER BY ALL
