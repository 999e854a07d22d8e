-- The index of it, in the schema fts_main_searched. DuckDB's fts strips accents unless told not to, which makes й an и;
-- its own pattern of what is no word holds all but a-z. Kept are digits and the letters of Russian and Kazakh.
PRAGMA create_fts_index(
    'searched', 'document', 'words',
    stemmer = 'russian', stopwords = 'search_stopwords', lower = 1, strip_accents = 0,
    ignore = '[^0-9a-zа-яәғқңөұүһі]+'
);
