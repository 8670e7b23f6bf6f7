"""Judges a built warehouse with Great Expectations where its tables are; it computes no figures."""
