-- How readers are told what the tables' words mean, in Russian and English, as the run knew them.
CREATE TABLE words (
    kind VARCHAR NOT NULL,
    word VARCHAR NOT NULL,
    ru VARCHAR NOT NULL,
    en VARCHAR NOT NULL,
    means_ru VARCHAR NOT NULL,
    means_en VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE words IS 'How readers are told what the tables'' words mean, in Russian and English, as the run knew them.';
COMMENT ON COLUMN words.kind IS 'verdict, how, kind, status, level, capacity, origin, source_group, figure, mark, alarm, review, standing or look';
COMMENT ON COLUMN words.word IS 'As it stands in the tables; of a figure, the name of its column';
COMMENT ON COLUMN words.ru IS 'As Russian readers see it';
COMMENT ON COLUMN words.en IS 'As English readers see it';
COMMENT ON COLUMN words.means_ru IS 'What it means, in one Russian sentence';
COMMENT ON COLUMN words.means_en IS 'What it means, in one English sentence';
COMMENT ON COLUMN words.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN words.recorded_at IS 'When the row was recorded';
