"""Prints reports the way offices do, from values known beforehand.

What is printed is taken from the form's seed alone, never from the extractor: a report read
back must show every value at the coordinates of its cell, whatever the format and the noise.
Everything is chosen by a `Random`: hypothesis supplies one that it can shrink, the long run of
`benchmarks.property_corpus` a seeded one.
"""

from tests.properties.rendering.form import FORM, NAMES, Coordinates, Line
from tests.properties.rendering.reports import Report, numbered_report, plain_number, random_report
from tests.properties.rendering.style import (
    CLEAR_NOISE,
    FORMATS,
    NOISE,
    SUFFIXES,
    Style,
    random_style,
)

__all__ = [
    "CLEAR_NOISE",
    "FORM",
    "FORMATS",
    "NAMES",
    "NOISE",
    "SUFFIXES",
    "Coordinates",
    "Line",
    "Report",
    "Style",
    "numbered_report",
    "plain_number",
    "random_report",
    "random_style",
]
