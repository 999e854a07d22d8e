-- What do the words of the tables mean, and how are they said in Russian and English?
CREATE OR REPLACE VIEW glossary AS
SELECT kind, word, ru, en, means_ru, means_en
FROM words
WHERE run_id = (SELECT max_by(run_id, (recorded_at, run_id)) FROM words)
ORDER BY kind, word;

COMMENT ON VIEW glossary IS 'What do the words of the tables mean, and how are they said in Russian and English?';
COMMENT ON COLUMN glossary.kind IS 'verdict, how, kind, status, level, capacity, origin, source_group, figure, mark, alarm, review, standing or look';
COMMENT ON COLUMN glossary.word IS 'As it stands in the tables; of a figure, the name of its column';
COMMENT ON COLUMN glossary.ru IS 'As Russian readers see it';
COMMENT ON COLUMN glossary.en IS 'As English readers see it';
COMMENT ON COLUMN glossary.means_ru IS 'What it means, in one Russian sentence';
COMMENT ON COLUMN glossary.means_en IS 'What it means, in one English sentence';
