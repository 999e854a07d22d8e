-- Which deadlines come next: the regions whose latest meeting found suffices for the fewest days more.
SELECT region, clause, bound, verdict, deadline, days_left
FROM deadlines
WHERE deadline IS NOT NULL AND in_force
ORDER BY deadline, region
