-- Which version of the views and macros stands here, as the text of a macro; no row where none was ever made.
SELECT macro_definition FROM duckdb_functions() WHERE function_name = 'views_made'
