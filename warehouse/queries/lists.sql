-- Which lists of which source were ever looked at?
SELECT DISTINCT source, address FROM discoveries ORDER BY source, address
