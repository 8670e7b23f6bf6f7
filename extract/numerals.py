"""Tells a printed value from a label. What a value means is worked out downstream."""

import re
from functools import cache, lru_cache

from extract.form import normalized, read_seed

# A numeral with its note is shorter; beyond this the pattern would only cost time.
LONGEST_VALUE = 200

DATE = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*"
PAGE_NUMBER = r"[-—–―·]\s*\d+\s*[-—–―·]|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?|\d+\s*/\s*\d+"
# 3. and （2） in a cell of their own begin the label in the next one.
ORDINAL = r"\(?\d{1,2}\s*[.、)]"
# Digits and punctuation that make no number: 1-2, 12②.
ONLY_DIGITS = r"(?=.*\d)[\W\d_]+"
# Signs that stand for a value, though the catalogue does not say for which: ―, *, ×.
ONLY_SIGNS = r"[^\w\s()\[\]{}《》〈〉「」『』【】“”‘’\"'、。,;:|]{1,2}"


@lru_cache(maxsize=65536)
def is_value(text: str) -> bool:
    """Whether a cell holds a value: a numeral, a mark for "not applicable", or a blank.

    Numerals come with sign words, units and bracketed notes (``减71``, ``124宗``,
    ``22（其中修订16件）``). Digits that make no number (``1 2``, ``1-2``) and signs of
    unknown meaning (``*``) are values all the same: ones that cannot be read, not labels.
    """
    if len(text) > LONGEST_VALUE:
        return False
    return bool(_pattern().fullmatch(normalized(text).strip()))


@lru_cache(maxsize=65536)
def is_page_number(text: str) -> bool:
    """Whether a line outside of any border can only be the number of a page."""
    return bool(re.fullmatch(PAGE_NUMBER, normalized(text).strip()))


@cache
def _pattern() -> re.Pattern[str]:
    marks = read_seed("numeral_marks")

    def any_of(kind: str) -> str:
        longest_first = sorted((m["mark"] for m in marks if m["kind"] == kind), key=len)[::-1]
        return "|".join(map(re.escape, longest_first))

    numeral = (
        rf"(?:{any_of('sign')})?\s*(?:{any_of('sign')})?\s*"
        r"\d(?:[\s.,]*\d)*[.,]*"
        rf"(?:\s*(?:{any_of('unit')}))?"
        r"\s*(?:\([^()]*\))?"
    )
    return re.compile(
        rf"(?!(?:{DATE}|{PAGE_NUMBER}|{ORDINAL})$)(?:|{any_of('not_applicable')}|{numeral}"
        rf"|{ONLY_DIGITS}|{ONLY_SIGNS})"
    )
