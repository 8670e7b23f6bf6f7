"""Reads a folder with the extractor or with a yardstick, in a process of its own."""
