-- How many of the controls that stand show each capture history.
SELECT region, certain, looking, caught, printed, count(*) FROM current_controls GROUP BY ALL ORDER BY ALL
