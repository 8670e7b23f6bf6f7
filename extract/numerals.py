"""Tells a printed value from a label. What a value means is worked out downstream."""

import re
import unicodedata
from functools import cache, lru_cache

from extract.form import read_seed

# A numeral with its note is shorter; beyond this the pattern would only cost time.
LONGEST_VALUE = 200


@lru_cache(maxsize=65536)
def is_value(text: str) -> bool:
    """Whether a cell holds a value: a numeral, a mark for "not applicable", or a blank.

    Numerals come with sign words, units and bracketed notes (``减71``, ``124宗``,
    ``22（其中修订16件）``). Digits that make no number (``1 2``) are a value all the same:
    one that cannot be read, not a label.
    """
    if len(text) > LONGEST_VALUE:
        return False
    return bool(_pattern().fullmatch(unicodedata.normalize("NFKC", text).strip()))


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
    return re.compile(rf"|{any_of('not_applicable')}|{numeral}")
