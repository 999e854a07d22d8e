-- How the coverage model was fitted: draws of its posterior, a new row where the capture histories changed.
CREATE TABLE catching_fits (
    fit_id VARCHAR NOT NULL,
    controls BIGINT NOT NULL,
    effective DOUBLE NOT NULL,
    priors BIGINT NOT NULL,
    source_groups VARCHAR[] NOT NULL,
    places VARCHAR[] NOT NULL,
    alpha DOUBLE[] NOT NULL,
    tau DOUBLE[] NOT NULL,
    region_effects DOUBLE[] NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE catching_fits IS 'How the coverage model was fitted: draws of its posterior, a new row where the capture histories changed.';
COMMENT ON COLUMN catching_fits.fit_id IS 'Identifier of the fit';
COMMENT ON COLUMN catching_fits.controls IS 'Controls that it was fitted to';
COMMENT ON COLUMN catching_fits.effective IS 'How many independent draws the importance weights were worth';
COMMENT ON COLUMN catching_fits.priors IS 'Version of the stated priors';
COMMENT ON COLUMN catching_fits.source_groups IS 'Source groups, in the order of alpha';
COMMENT ON COLUMN catching_fits.places IS 'Regions, in the order of region_effects';
COMMENT ON COLUMN catching_fits.alpha IS 'Log-odds of each group, draw after draw';
COMMENT ON COLUMN catching_fits.tau IS 'Spread of occasions, one a draw';
COMMENT ON COLUMN catching_fits.region_effects IS 'Log-odds of each region, draw after draw';
COMMENT ON COLUMN catching_fits.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN catching_fits.recorded_at IS 'When the row was recorded';
