"""What a report's prose states about numbers that its tables hold as well."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice

from extract.form import normalized, read_seed
from extract.sections import Paragraph

# Characters; beyond this it is no sentence, and the patterns would only cost time.
LONGEST_SENTENCE = 600
# Sentences of one document that are searched: a report has some thirty that could be claims.
MOST_SENTENCES = 500
SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*")
# What a numeral may be printed with: no blank, which might part two, and no ①.
PRINTED_NUMERAL = re.compile("[0-9０-９.,．，零〇一二两兩三四五六七八九十百千万萬]+")
BLANK = re.compile(r"[\s\u200b\ufeff]")
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
BRACKETED = re.compile(r"\([^()]*\)")
CLAUSE_END = re.compile(r"[,;]")
YEAR = re.compile(r"((?:19|20)\d\d)年")
# A line that was broken by its width: it is long, and no mark closes it.
BROKEN_LINE = re.compile(r"(?=.*[，,；;。]).{30,}(?<![。！？；：.!?;:)）”])", re.DOTALL)
HEADING = re.compile(r"\s*(?:第?[一二三四五六七八九十]+[、.，是]|[(（]|\d+[、.．])")

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
class Claim:
    """One number, or that there was none, as a sentence states it.

    Attributes:
        claim_no: place among the report's claims, from 1.
        claim_code: what is counted, a code of the seed ``claim_topics``.
        states: number or none.
        value_raw: the numeral, or the words that say that there was none.
        scope_raw: the last word before it that says whose count it is; None if there is none.
        year_named: the last year before it in the sentence; None if none is named.
        sentence: as printed, without blanks around it.
        sentence_no: place in the paragraph, from 1.
        source_line: line in the source on which the sentence begins, from 1.
    """

    claim_no: int
    claim_code: str
    states: str
    value_raw: str
    scope_raw: str | None
    year_named: int | None
    sentence: str
    section_no: int
    paragraph_no: int
    sentence_no: int
    source_line: int


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A row of the seed ``claim_patterns``, compiled."""

    claim_code: str
    states: str
    words: re.Pattern[str]
    topic: str
    in_breakdown: bool
    not_after: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Found:
    """Where in a sentence a claim stands: its value from ``start`` to ``end``, as printed."""

    pattern: _Pattern
    start: int
    end: int
    scope_raw: str | None
    year_named: int | None


def claims(paragraphs: Iterable[Paragraph]) -> Iterator[Claim]:
    """The claims of a report's prose, in reading order; a pure function of its paragraphs.

    What is looked for, the seeds ``claim_patterns`` and ``claim_words`` say. Two different
    numbers for one thing in one sentence leave both out, since one of them is a part. Sentences
    of more than 600 characters, and what follows 500 that speak of a topic, are passed over.
    """
    number = 0
    candidates = (found for found in _sentences(paragraphs) if _mentions_a_topic(found[2]))
    for place, sentence_no, sentence in islice(candidates, MOST_SENTENCES):
        for found in _found(sentence):
            number += 1
            yield Claim(
                number,
                found.pattern.claim_code,
                found.pattern.states,
                sentence[found.start : found.end],
                found.scope_raw,
                found.year_named,
                sentence,
                place.section_no,
                place.paragraph_no,
                sentence_no,
                place.source_line,
            )


def _sentences(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[Paragraph, int, str]]:
    """Each sentence with the paragraph it begins in and its number there."""
    for block in _unbroken(paragraphs):
        text = "".join(paragraph.text for paragraph in block)
        starts = list(accumulate((len(p.text) for p in block[:-1]), initial=0))
        numbers: dict[int, int] = defaultdict(int)
        for match in SENTENCE.finditer(text):
            place = bisect_right(starts, match.start()) - 1
            numbers[place] += 1
            yield block[place], numbers[place], match[0].strip()


def _unbroken(paragraphs: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    """Paragraphs, those together that are lines of one: a text file may break them anywhere."""
    block: list[Paragraph] = []
    for paragraph in paragraphs:
        goes_on = (
            block
            and block[-1].section_no == paragraph.section_no
            and BROKEN_LINE.fullmatch(block[-1].text.strip())
            and not HEADING.match(paragraph.text)
        )
        if block and not goes_on:
            yield block
            block = []
        block.append(paragraph)
    if block:
        yield block


def _mentions_a_topic(sentence: str) -> bool:
    comparable = BLANK.sub("", normalized(sentence[: LONGEST_SENTENCE + 1]))
    return len(sentence) <= LONGEST_SENTENCE and bool(_word("mentions").search(comparable))


def _found(sentence: str) -> list[_Found]:
    """The claims of one sentence, by where their values stand."""
    text, places = _comparable(sentence)
    by_subject: dict[tuple[str, str | None], dict[str, _Found]] = defaultdict(dict)
    for pattern in _patterns():
        for match in pattern.words.finditer(text):
            start, end = match.span("value")
            printed = sentence[places[start] : places[end - 1] + 1]
            if pattern.states == "number" and not PRINTED_NUMERAL.fullmatch(printed):
                continue
            if not _stands(pattern, match, text):
                continue
            scope = _last(_scopes(), text[: match.start()])
            year = _last(YEAR, text[: match.start()])
            found = _Found(
                pattern,
                places[start],
                places[end - 1] + 1,
                scope and scope[0],
                year and int(year[1]),
            )
            count = "0" if pattern.states == "none" or text[start:end] == "零" else text[start:end]
            by_subject[pattern.claim_code, found.scope_raw].setdefault(count, found)
    agreed = [next(iter(said.values())) for said in by_subject.values() if len(said) == 1]
    return sorted(agreed, key=lambda found: found.start)


def _comparable(sentence: str) -> tuple[str, list[int]]:
    """A sentence in one spelling without blanks, and for each character its place in print."""
    pairs = [
        (character, place)
        for place, printed in enumerate(sentence)
        if not BLANK.match(printed)
        for character in normalized(printed)
    ]
    return "".join(character for character, _ in pairs), [place for _, place in pairs]


def _stands(pattern: _Pattern, match: re.Match[str], text: str) -> bool:
    """Whether what precedes a match leaves it a claim."""
    before = BRACKETED.sub("", text[: match.start()])
    clause = CLAUSE_END.split(before)[-1]
    if pattern.not_after and pattern.not_after.search(clause):
        return False
    part = before.rpartition(";")[2]
    if not pattern.in_breakdown and ("(" in part or _word("breakdown").search(part)):
        return False
    topic = _last(_topics(), BRACKETED.sub("", text[: match.end()]))
    return not pattern.topic or bool(topic and topic.lastgroup == pattern.topic)


def _last(words: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(words.finditer(text), key=re.Match.start, default=None)


@cache
def _words() -> dict[str, str]:
    """The words of each kind of the seed ``claim_words`` as one alternation, in its order."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for row in read_seed("claim_words"):
        kinds[row["kind"]].append(row["pattern"])
    alternations = {kind: f"(?:{'|'.join(words)})" for kind, words in kinds.items()}
    return alternations | {"numeral": NUMERAL, "number": f"(?P<value>{NUMERAL})"}


def _filled_in(pattern: str) -> str:
    """A pattern with the words it names by their kind, ``{kind}``, filled in."""
    while PLACEHOLDER.search(pattern):
        pattern = PLACEHOLDER.sub(lambda kind: _words()[kind[1]], pattern)
    return pattern


@cache
def _word(kind: str) -> re.Pattern[str]:
    return re.compile(_filled_in(f"{{{kind}}}"))


@cache
def _topics() -> re.Pattern[str]:
    kinds = [kind for kind in _words() if kind.startswith("topic_")]
    return re.compile("|".join(f"(?P<{kind[6:]}>{_filled_in(_words()[kind])})" for kind in kinds))


@cache
def _scopes() -> re.Pattern[str]:
    words = sorted((row["scope_word"] for row in read_seed("claim_scopes")), key=len, reverse=True)
    return re.compile("|".join(words))


@cache
def _patterns() -> list[_Pattern]:
    return [
        _Pattern(
            row["claim_code"],
            row["states"],
            re.compile(_filled_in(row["pattern"])),
            row["topic"],
            row["in_breakdown"] == "true",
            re.compile(_filled_in(row["not_after"])) if row["not_after"] else None,
        )
        for row in read_seed("claim_patterns")
    ]
