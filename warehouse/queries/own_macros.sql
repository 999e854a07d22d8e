-- Which table macros the database in use holds.
SELECT DISTINCT function_name FROM duckdb_functions()
WHERE NOT internal AND function_type = 'table_macro' AND database_name = current_database() ORDER BY function_name
