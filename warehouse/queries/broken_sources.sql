-- Which sources count as broken, because no text is found on too many of their pages? One line a source, in words.
SELECT source || ': ' || alarm FROM source_health WHERE alarm_kind = 'broken' ORDER BY source
