-- Which of the cases named have their verdict already.
SELECT DISTINCT case_digest FROM verdicts WHERE list_contains($names, case_digest)
