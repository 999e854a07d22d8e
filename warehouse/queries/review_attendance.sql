-- Which heads of regions were there, in the reviewers' eyes.
SELECT review_id, region, akim, named, how FROM review_attendance ORDER BY review_id, position
