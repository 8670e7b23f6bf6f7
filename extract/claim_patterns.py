"""The seeds that say how prose states a claim, as patterns for sentences in one spelling."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from extract.form import read_seed

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
NEEDED = re.compile(rf"{PLACEHOLDER.pattern}(?![?*]|\{{[0,])")
ESCAPED = re.compile(r"\\.")
CHARACTERS = re.compile(r"\[[^]]*\]")
GROUP = re.compile(r"\([^()]*\)")

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
    rf"(?:(?<![\d.第-])(?<!\d,){DIGITS}|(?<![第数几〇零一二两三四五六七八九十百千万\d]){_CHINESE})"
    r"(?![\d〇零一二两三四五六七八九十百千万])"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of the seed ``claim_patterns``, compiled.

    Attributes:
        needs: kinds of words of each of which one is in all that the pattern matches.
    """

    claim_code: str
    states: str
    words: re.Pattern[str]
    topic: str
    in_breakdown: bool
    not_after: re.Pattern[str] | None
    only_if: re.Pattern[str] | None
    needs: frozenset[str]


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
            needed(row["pattern"]),
        )
        for row in read_seed("claim_patterns")
    ]


def patterns_for(text: str) -> list[Pattern]:
    """Those patterns that may match a text: in most texts most lack words that they need."""
    found = {kind for kind, words in _kinds_needed() if words.search(text)}
    return [pattern for pattern in patterns() if pattern.needs <= found]


@cache
def _kinds_needed() -> list[tuple[str, re.Pattern[str]]]:
    kinds_needed = frozenset().union(*(pattern.needs for pattern in patterns()))
    return [(kind, compiled(f"{{{kind}}}")) for kind in sorted(kinds_needed)]


def needed(pattern: str) -> frozenset[str]:
    """The kinds of words without which a pattern matches nothing, as far as they are plain.

    A pattern needs the kinds that it names outside of brackets and without leave to be absent.
    Of a kind that is written with others, in one way, it needs what that names so.
    """
    outside = CHARACTERS.sub(".", ESCAPED.sub(".", pattern))
    while GROUP.search(outside):
        outside = GROUP.sub(".", outside)
    if "|" in outside:
        return frozenset()
    return frozenset().union(*map(_needed_by_kind, NEEDED.findall(outside)))


def _needed_by_kind(kind: str) -> frozenset[str]:
    spellings = _spellings().get(kind, ())
    if any(map(PLACEHOLDER.search, spellings)):
        return needed(spellings[0]) if len(spellings) == 1 else frozenset()
    is_in_all = not spellings or compiled(f"{{{kind}}}").search("")
    return frozenset() if is_in_all else frozenset({kind})


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
    """The words of each kind as one alternation, and how a numeral is written."""
    alternations = {kind: f"(?:{'|'.join(words)})" for kind, words in _spellings().items()}
    return alternations | {"numeral": NUMERAL, "number": f"(?P<value>{NUMERAL})"}


@cache
def _spellings() -> dict[str, list[str]]:
    """The words of each kind of the seed ``claim_words``, in its order."""
    spellings: dict[str, list[str]] = defaultdict(list)
    for row in read_seed("claim_words"):
        spellings[row["kind"]].append(row["pattern"])
    return dict(spellings)
