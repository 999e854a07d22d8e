-- The occasions of one region that stand, each with its state.
SELECT occasion_id, state FROM current_occasions WHERE region = $region ORDER BY occasion_id
