"""Which line of the form a printed label names."""

import re
from collections.abc import Callable
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from extract.form import (
    ORDINAL,
    Form,
    clean_label,
    clean_label_without_explanation,
    normalized,
)

NOTE_AT_END = re.compile(r"(?<=.)\([^()]*\)$", re.DOTALL)

# A label cut short must keep this much, one whose ordinal is lost or wrong must have this
# much: fewer characters begin several lines, or are a column's name (其他, 总计).
SHORTEST_CUT_LABEL = 6
SHORTEST_BARE_LABEL = 4
SHORTEST_LABEL_WITH_SLIP = 8


@lru_cache(maxsize=65536)
def line_named(label: str, form: Form) -> tuple[int, str] | None:
    """The table and code of the one line that a label names, or None if none or several.

    Table 2's labels are short words of everyday use, so the whole label must be a spelling
    in the catalogue, up to a bracket that explains it. Table 3's are sentences: they may
    lose their ordinal, be cut at the end, or carry the heading of their group.
    """
    code = form.line_of_label[2].get(clean_label_without_explanation(label))
    if code:
        return 2, code
    bare = _without_note(label)
    codes = (
        _lines_of_table3(label, form, _fits)
        or _lines_of_table3(bare, form, _fits)
        or _lines_of_table3(bare, form, _fits_but_for_a_slip)
    )
    return (3, *codes) if len(codes) == 1 else None


@lru_cache(maxsize=65536)
def is_whole_label(label: str, form: Form) -> bool:
    """Whether a label is a spelling in the catalogue, nothing lost and nothing added."""
    return any(clean_label(label) in form.line_of_label[table_no] for table_no in (2, 3))


@lru_cache(maxsize=65536)
def lines_named_without_ordinal(label: str, form: Form) -> frozenset[str]:
    """The lines of Table 3 whose label is this one but for the ordinal."""
    own = ORDINAL.sub("", clean_label(label))
    return frozenset(
        code
        for spelling, code in form.line_of_label[3].items()
        if own and ORDINAL.sub("", spelling) == own
    )


def _lines_of_table3(label: str, form: Form, fits: Callable[[str, str], bool]) -> set[str]:
    own = _without_headings(clean_label(label), form)
    return {code for spelling, code in form.line_of_label[3].items() if fits(own, spelling)}


def _without_note(label: str) -> str:
    """A label without the bracketed note that ends it, if that is not all of it."""
    return NOTE_AT_END.sub("", normalized(label).strip())


def _without_headings(label: str, form: Form) -> str:
    """A label without the headings of its groups, where more than they is printed."""
    heading = next((h for h in form.group_headings if label.startswith(h) and label != h), None)
    return _without_headings(label[len(heading) :], form) if heading else label


def _fits(label: str, spelling: str) -> bool:
    if label == spelling:
        return True
    bare, bare_spelling = ORDINAL.sub("", label), ORDINAL.sub("", spelling)
    if bare == bare_spelling:
        return len(bare) >= SHORTEST_BARE_LABEL
    return len(bare) >= SHORTEST_CUT_LABEL and bare_spelling.startswith(bare)


def _fits_but_for_a_slip(label: str, spelling: str) -> bool:
    """Whether a long label has one character wrong, missing or too many."""
    is_long = min(len(label), len(spelling)) > SHORTEST_LABEL_WITH_SLIP
    return is_long and Levenshtein.distance(label, spelling, score_cutoff=1) <= 1
