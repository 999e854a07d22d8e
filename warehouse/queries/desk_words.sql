-- How are the words of the tables said, and what do they mean?
SELECT kind, word, ru, en, means_ru, means_en
FROM glossary
