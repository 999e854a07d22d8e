"""DuckDB: schema, load, views and the published file."""
