-- What was published last: the day it speaks for, whether with full texts, and by which versions.
SELECT as_of, full_text, versions FROM publications ORDER BY published_at DESC, publication_id DESC LIMIT 1
