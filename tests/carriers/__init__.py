"""Writes paragraphs and tables as files of each format, with the noise real files have.

A writer takes blocks, the names of the noise it shall make and a `Random` that chooses where
the noise falls; it returns the bytes of a file. Writers know nothing of the form.
"""

from tests.carriers.blocks import Block, Cell, Table, joined, split, unmerged
from tests.carriers.docx import as_docx
from tests.carriers.html import as_html
from tests.carriers.pdf import as_pdf
from tests.carriers.text import as_text

__all__ = [
    "Block",
    "Cell",
    "Table",
    "as_docx",
    "as_html",
    "as_pdf",
    "as_text",
    "joined",
    "split",
    "unmerged",
]
