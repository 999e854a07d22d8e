-- Which version of the views and macros stands here; an error where none was ever made. (To look the macro up in
-- duckdb_functions() takes 90 ms, as long as all else of an opening.)
SELECT views_made()
