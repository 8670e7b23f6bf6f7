"""Judges a built warehouse with Great Expectations inside DuckDB; it computes no figures."""
