"""Which line of the form a printed label names."""

import re
from functools import lru_cache

from extract.form import Form, clean_label, clean_label_without_explanation

ORDINAL = re.compile(r"^[一二三四五六七八九十\d]+")

# A label cut short must keep this much, one whose ordinal is lost or wrong must have this
# much: fewer characters begin several lines, or are a column's name (其他, 总计).
SHORTEST_CUT_LABEL = 6
SHORTEST_BARE_LABEL = 4


@lru_cache(maxsize=65536)
def line_named(label: str, form: Form) -> tuple[int, str] | None:
    """The table and code of the one line that a label names, or None if none or several.

    Table 2's labels are short words of everyday use, so the whole label must be a spelling
    in the catalogue, up to a bracket that explains it. Table 3's are sentences: they may
    lose their ordinal or be cut at the end.
    """
    code = form.line_of_label[2].get(clean_label_without_explanation(label))
    if code:
        return 2, code
    codes = {
        code
        for spelling, code in form.line_of_label[3].items()
        if _fits(clean_label(label), spelling)
    }
    return (3, codes.pop()) if len(codes) == 1 else None


def _fits(label: str, spelling: str) -> bool:
    if label == spelling:
        return True
    bare, bare_spelling = ORDINAL.sub("", label), ORDINAL.sub("", spelling)
    if bare == bare_spelling:
        return len(bare) >= SHORTEST_BARE_LABEL
    return len(bare) >= SHORTEST_CUT_LABEL and bare_spelling.startswith(bare)
