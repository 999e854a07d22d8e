-- One fit of the coverage model.
SELECT places, alpha, tau, region_effects, effective, controls FROM catching_fits WHERE fit_id = $fit_id
