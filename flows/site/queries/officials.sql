-- Who headed each region, the latest first?
SELECT region, concat_ws(' ', surname, given, patronymic) AS name, capacity, since, since_precision, until, until_precision
FROM current_officials ORDER BY region, since DESC NULLS LAST;
