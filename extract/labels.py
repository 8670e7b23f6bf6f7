"""Which line of the form a printed label names."""

import re
from functools import cache, lru_cache

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
    own = _without_headings(clean_label(label), form)
    without_note = _without_headings(clean_label(_without_note(label)), form)
    codes = (
        _lines_fitted(own, form)
        or _lines_fitted(without_note, form)
        or _lines_but_for_a_slip(without_note, form)
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


@cache
def _without_ordinals(form: Form) -> list[tuple[str, str, str]]:
    """The spellings of Table 3's labels, with and without their ordinals, and their lines."""
    spellings = form.line_of_label[3].items()
    return [(spelling, ORDINAL.sub("", spelling), code) for spelling, code in spellings]


def _lines_fitted(label: str, form: Form) -> set[str]:
    """The lines of Table 3 whose label is this one, but for its ordinal or for its end."""
    bare = ORDINAL.sub("", label)
    is_whole, may_be_cut = len(bare) >= SHORTEST_BARE_LABEL, len(bare) >= SHORTEST_CUT_LABEL
    return {
        code
        for spelling, bare_spelling, code in _without_ordinals(form)
        if label == spelling
        or (is_whole if bare == bare_spelling else may_be_cut and bare_spelling.startswith(bare))
    }


def _lines_but_for_a_slip(label: str, form: Form) -> set[str]:
    """The lines of Table 3 whose long label has one character wrong, missing or too many."""
    return {
        code
        for spelling, code in form.line_of_label[3].items()
        if min(len(label), len(spelling)) > SHORTEST_LABEL_WITH_SLIP
        and abs(len(label) - len(spelling)) <= 1
        and Levenshtein.distance(label, spelling, score_cutoff=1) <= 1
    }


def _without_note(label: str) -> str:
    """A label without the bracketed note that ends it, if that is not all of it."""
    return NOTE_AT_END.sub("", normalized(label).strip())


def _without_headings(label: str, form: Form) -> str:
    """A label without the headings of its groups, where more than they is printed."""
    heading = next((h for h in form.group_headings if label.startswith(h) and label != h), None)
    return _without_headings(label[len(heading) :], form) if heading else label
