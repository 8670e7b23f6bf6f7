"""How a report is printed: its format and its noise."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from random import Random

from tests.carriers import docx, html, pdf, text

FORMATS = ("text", "html", "docx", "pdf")
SUFFIXES = {"text": ".txt", "html": ".html", "docx": ".docx", "pdf": ".pdf"}

# In labels and headers.
SPELLING_NOISE = {
    "wrapped": "blanks inside labels, left by line wrapping",
    "punctuation": "full- and half-width in turn, one mark for another",
    "ordinals_lost": "labels without their number",
    "labels_cut": "labels that stop after six characters or more",
    "labels_split": "labels spread over two cells",
    "explained": "labels of Table 2 with a note",
    "bracketed": "labels of Table 3 with a note",
    "groups_lost": "labels of groups and clauses left blank or left out",
    "headings_lost": "Table 3 without a header, Table 4 with a word less",
    "headers_cut": "column headers that stop after three characters",
    "traditional": "everything in traditional characters",
}
# In which rows and columns there are.
STRUCTURE_NOISE = {
    "lines_missing": "only some of the form's lines",
    "blocks_moved": "the parts of Table 2 in another order",
    "columns_moved": "the columns of Tables 3 and 4 in another order, under their headers",
    "extra_lines": "lines that the form does not have",
    "extra_columns": "blank columns before or after the values",
    "headers_repeated": "headers again in the middle of a table",
    "table_4_in_rows": "Table 4 as three rows of five",
    "tables_unmerged": "what spans covered is blank cells",
    "tables_split": "tables in two",
    "tables_joined": "one table that holds all",
    "furniture": "what a web page puts around a report",
}
# In the values.
VALUE_NOISE = {
    "blanks": "cells left blank",
    "as_printed": "units, notes, decimals, signs, digits that make no number",
    "full_width": "full-width digits",
    "one_number": "the same few numbers everywhere",
}
CONTENT_NOISE = {**SPELLING_NOISE, **STRUCTURE_NOISE, **VALUE_NOISE}
CARRIER_NOISE = {"text": text.NOISE, "html": html.NOISE, "docx": docx.NOISE, "pdf": pdf.NOISE}
NOISE = {
    **CONTENT_NOISE,
    **{name: said for of_format in CARRIER_NOISE.values() for name, said in of_format.items()},
}
# What leaves a document one reading: with it, every printed value has to be read back.
CLEAR_NOISE = frozenset(NOISE) - {
    "labels_split",
    "bracketed",
    "columns_moved",
    "extra_columns",
    "tables_unmerged",
    "tables_split",
    "tables_joined",
    "padded",
    "trimmed",
    "undeclared",
    "div_tables",
    "unruled",
    "outer_lines",
}


@dataclass(frozen=True)
class Style:
    """How one report is printed.

    Attributes:
        carrier: one of `FORMATS`.
        noise: names of `NOISE`; each makes the report less plain.
        layouts: of Tables 2, 3 and 4 in a text file.
        seed: chooses where the noise falls.
    """

    carrier: str = "text"
    noise: frozenset[str] = frozenset()
    layouts: tuple[str, str, str] = ("pipe_rows", "pipe_rows", "pipe_rows")
    seed: int = 0

    def __contains__(self, noise: str) -> bool:
        return noise in self.noise

    @cached_property
    def is_clear(self) -> bool:
        """Whether the document has one reading."""
        plain = self.carrier != "text" or set(self.layouts) <= set(text.PLAIN_LAYOUTS)
        return plain and self.noise <= CLEAR_NOISE

    def rng(self, place: str) -> Random:
        """Random choices for one place, which do not change with what is printed elsewhere."""
        return Random(f"{self.seed}/{place}")


def random_style(
    rng: Random,
    carrier: str = "text",
    layouts: Collection[str] = text.LAYOUTS,
    noise: Collection[str] = frozenset(NOISE),
) -> Style:
    """A format's documents with any of the noise given: none, some, or much of it."""
    share = rng.choice([0.0, 0.1, 0.5])
    possible = [name for name in (*CONTENT_NOISE, *CARRIER_NOISE[carrier]) if name in noise]
    made = frozenset(name for name in possible if rng.random() < share)
    chosen = tuple(rng.choice(list(layouts)) for _ in range(3))
    return Style(carrier, made, chosen, rng.randrange(1000))
