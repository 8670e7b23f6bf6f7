"""Draws a warehouse as pages for people who would rather look than query."""
