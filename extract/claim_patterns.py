"""The seeds that say how prose states a claim, as patterns for sentences in one spelling."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from extract.form import read_seed

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")

DIGITS = r"(?:[1-9]\d{0,2}(?:,\d{3}){1,3}|\d{1,12})(?:\.\d{1,6})?万?"
_ONE = "[一二两三四五六七八九]"
_TENS = f"{_ONE}?十{_ONE}?"
_HUNDREDS = f"{_ONE}百(?:零{_ONE}|{_ONE}十{_ONE}?)?"
_THOUSANDS = f"{_ONE}千(?:零{_ONE}|零{_ONE}十{_ONE}?|{_HUNDREDS})?"
_UNDER_10000 = f"(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS}|{_ONE})"
_CHINESE = (
    rf"(?:{_UNDER_10000}万(?:{_THOUSANDS}|零(?:{_HUNDREDS}|{_ONE}十{_ONE}?|{_ONE}))?"
    rf"|{_UNDER_10000}|[〇零一二三四五六七八九]{{1,8}})"
)
# A numeral in half-width: 15, 1,234, 1.2万, 一百零三, 二〇. 一百二 is none: some read it as 102.
NUMERAL = (
    rf"(?:(?<![\d.第-])(?<!\d,){DIGITS}|(?<![第〇零一二两三四五六七八九十百千万\d]){_CHINESE})"
    r"(?![\d〇零一二两三四五六七八九十百千万])"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of the seed ``claim_patterns``, compiled."""

    claim_code: str
    states: str
    words: re.Pattern[str]
    topic: str
    in_breakdown: bool
    not_after: re.Pattern[str] | None
    only_if: re.Pattern[str] | None


@cache
def patterns() -> list[Pattern]:
    """All ways to state a claim; the group value of each is what is claimed."""
    return [
        Pattern(
            row["claim_code"],
            row["states"],
            compiled(row["pattern"]),
            row["topic"],
            row["in_breakdown"] == "true",
            compiled(row["not_after"]) if row["not_after"] else None,
            compiled(row["only_if"]) if row["only_if"] else None,
        )
        for row in read_seed("claim_patterns")
    ]


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern with the words it names by their kind, ``{kind}``, filled in."""
    while PLACEHOLDER.search(pattern):
        pattern = PLACEHOLDER.sub(lambda kind: _words()[kind[1]], pattern)
    return re.compile(pattern)


@cache
def kinds(prefix: str) -> re.Pattern[str]:
    """The words of all kinds that begin so, each kind a group named by the rest of its name."""
    named = [kind for kind in _words() if kind.startswith(prefix)]
    return compiled("|".join(f"(?P<{kind.removeprefix(prefix)}>{{{kind}}})" for kind in named))


@cache
def scopes() -> re.Pattern[str]:
    """The words of the seed ``claim_scopes``, of several at one place the longest."""
    words = sorted((row["scope_word"] for row in read_seed("claim_scopes")), key=len, reverse=True)
    return re.compile("|".join(words))


@cache
def ends_in_scope() -> re.Pattern[str]:
    """Whether a name ends in a word of the seed ``claim_scopes``: 区教育局下属单位."""
    return re.compile(f"(?:{scopes().pattern})$")


@cache
def _words() -> dict[str, str]:
    """The words of each kind of the seed ``claim_words`` as one alternation, in its order."""
    words: dict[str, list[str]] = defaultdict(list)
    for row in read_seed("claim_words"):
        words[row["kind"]].append(row["pattern"])
    alternations = {kind: f"(?:{'|'.join(of_kind)})" for kind, of_kind in words.items()}
    return alternations | {"numeral": NUMERAL, "number": f"(?P<value>{NUMERAL})"}
