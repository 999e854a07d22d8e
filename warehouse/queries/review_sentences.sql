-- The sentences that reviews go by.
SELECT review_id, sentence, char_start, char_end FROM review_sentences ORDER BY review_id, position
