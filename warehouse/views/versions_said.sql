-- Which version of an article was said to stand, and when: by being recorded, or by a replay; the latest word counts.
CREATE OR REPLACE VIEW versions_said AS
SELECT address, article_id, recorded_at FROM articles
UNION ALL
SELECT address, coalesce(article_id, '') AS article_id, recorded_at FROM standings;

COMMENT ON VIEW versions_said IS 'Which version of an article was said to stand, and when: by being recorded, or by a replay; the latest word counts.';
COMMENT ON COLUMN versions_said.address IS 'Address that all versions of the article share';
COMMENT ON COLUMN versions_said.article_id IS 'Version that stood from then on; empty: none did, for no version is named so';
COMMENT ON COLUMN versions_said.recorded_at IS 'When it was said';
