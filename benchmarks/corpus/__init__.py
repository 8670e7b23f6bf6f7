"""Makes report files of which every number is known: ``python -m benchmarks.corpus --help``.

What stands in the files, and what a warehouse must find in them, comes from the seeds and from
chance alone, never from the extractor or the models.
"""
