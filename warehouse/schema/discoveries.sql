-- What was looked at: one look at one list of one source, and how far back it reached.
CREATE TABLE discoveries (
    discovery_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    method VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    checked_at TIMESTAMPTZ NOT NULL,
    ok BOOLEAN NOT NULL,
    reason VARCHAR,
    items BIGINT NOT NULL,
    reached_back_to DATE,
    complete BOOLEAN NOT NULL,
    reached_until DATE,
    anchor_url VARCHAR,
    anchor_published_at TIMESTAMPTZ,
    anchor_offset BIGINT,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE discoveries IS 'What was looked at: one look at one list of one source, and how far back it reached.';
COMMENT ON COLUMN discoveries.discovery_id IS 'Identifier of the look';
COMMENT ON COLUMN discoveries.source IS 'Key of the source';
COMMENT ON COLUMN discoveries.method IS 'feed, sitemap, listing or json';
COMMENT ON COLUMN discoveries.address IS 'Address of the list';
COMMENT ON COLUMN discoveries.checked_at IS 'When it was looked at';
COMMENT ON COLUMN discoveries.ok IS 'Whether the list could be read';
COMMENT ON COLUMN discoveries.reason IS 'Why it could not be read, or what was left out';
COMMENT ON COLUMN discoveries.items IS 'How many addresses the list named';
COMMENT ON COLUMN discoveries.reached_back_to IS 'Local publication day of the oldest item; NULL: the list shows no dates';
COMMENT ON COLUMN discoveries.complete IS 'Whether the list held all that was published since the start of that day';
COMMENT ON COLUMN discoveries.reached_until IS 'Last local publication day that the look speaks of (a month of a back-fill); NULL: up to the look';
COMMENT ON COLUMN discoveries.anchor_url IS 'Address of the oldest item of the oldest day reached: what the look''s reach in time hangs on';
COMMENT ON COLUMN discoveries.anchor_published_at IS 'When the list says that item was published';
COMMENT ON COLUMN discoveries.anchor_offset IS 'Offset from UTC of that moment as the list gave it, in minutes';
COMMENT ON COLUMN discoveries.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN discoveries.recorded_at IS 'When the row was recorded';
