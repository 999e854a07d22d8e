-- The controls of one place that stand, each with its state.
SELECT control_id, state FROM current_controls WHERE region = $region ORDER BY control_id
