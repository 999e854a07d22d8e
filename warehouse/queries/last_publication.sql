-- What was published last: the day it speaks for, whether with full texts, by which versions, and when.
SELECT as_of, full_text, versions, epoch_us(published_at) FROM publications
ORDER BY published_at DESC, publication_id DESC LIMIT 1
