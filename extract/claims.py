"""What a report's prose states about numbers that its tables hold as well."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice

from extract.claim_patterns import (
    Pattern,
    compiled,
    ends_in_scope,
    kinds,
    patterns_for,
    scopes,
)
from extract.form import normalized
from extract.names import without_blanks
from extract.sections import Paragraph
from extract.titles import CHINESE_DIGITS

# Characters; beyond this it is no sentence, and the patterns would only cost time.
LONGEST_SENTENCE = 600
# Sentences of one document that are searched: a report has some thirty that could be claims.
MOST_SENTENCES = 500
SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*")
# What a numeral may be printed with: no blank, which might part two, and no ①.
PRINTED_NUMERAL = re.compile("[0-9０-９.,．，零〇一二两兩三四五六七八九十百千万萬]+")
BRACKETED = re.compile(r"\([^()]*\)")
CLAUSE_END = re.compile(r"[,;]")
TITLED = re.compile("《[^》]*》")
YEAR = r"(?P<year>19\d\d|{year})年"
# A body right before its verb, and what may stand before its name: 2020年, 我.
NAMED_BODY = r"(?P<name>[一-鿿]*{body})(?:\([^()]*\))?{spoken_between}*+{spoken_of}?$"
LONGEST_NAME = 60
# 未收到1件: right before a number it means none, and seldom one.
DENIED = "{not}(?:{none_verb}|{issue})?[过了]?$"
LONGEST_DENIAL = 12
BEFORE_NAME = re.compile("^(?:.*(?:年度?|期间|以来))?[我本由经]?")
SHORTEST_BROKEN_LINE = 30
CLOSING_MARKS = tuple("。！？；：.!?;:)）”")
MARK = re.compile("[，,；;。]")
HEADING = re.compile(r"\s*(?:第?[一二三四五六七八九十]+[、.，是]|[(（]|\d+[、.．])")


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
class _Found:
    """Where in a sentence a claim stands: its value from ``start`` to ``end``, as printed."""

    pattern: Pattern
    start: int
    end: int
    scope_raw: str | None
    year_named: int | None


def claims(paragraphs: Iterable[Paragraph]) -> Iterator[Claim]:
    """The claims of a report's prose, in reading order; a pure function of its paragraphs.

    What is looked for, the seeds ``claim_patterns`` and ``claim_words`` say. Two different
    numbers for one thing and year in one sentence leave both out, since one of them is a part.
    What is said of a named body (县教育局收到…) is left out too, unless the name ends in a word
    of ``claim_scopes`` or what precedes section 一 names it as the one that reports. Sentences
    of more than 600 characters, and what follows 500 that speak of a topic, are passed over.
    """
    number = 0
    paragraphs = list(paragraphs)
    opening = "".join(paragraph.text for paragraph in paragraphs if paragraph.section_no == 0)
    opening = without_blanks(normalized(opening))
    candidates = (found for found in _sentences(paragraphs) if _may_be_claim(found[2]))
    for place, sentence_no, sentence in islice(candidates, MOST_SENTENCES):
        for found in _found(sentence, opening):
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
    """Each sentence with the paragraph it begins in and its number there, where any may count."""
    for block in _unbroken(paragraphs):
        text = "".join(paragraph.text for paragraph in block)
        if not _names_a_topic(text):
            continue
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
            and _is_broken(block[-1].text.strip())
            and not HEADING.match(paragraph.text)
        )
        if block and not goes_on:
            yield block
            block = []
        block.append(paragraph)
    if block:
        yield block


def _is_broken(line: str) -> bool:
    """Whether a line was broken by its width: it is long, of prose, and no mark closes it."""
    if len(line) < SHORTEST_BROKEN_LINE or line.endswith(CLOSING_MARKS):
        return False
    return bool(MARK.search(line))


def _may_be_claim(sentence: str) -> bool:
    return len(sentence) <= LONGEST_SENTENCE and _names_a_topic(sentence)


def _names_a_topic(text: str) -> bool:
    return bool(compiled("{mentions}").search(without_blanks(normalized(text))))


def _found(sentence: str, opening: str) -> list[_Found]:
    """The claims of one sentence, by where their values stand."""
    text, places = _comparable(sentence)
    by_subject: dict[tuple[str, str | None, int | None], dict[str, _Found]] = defaultdict(dict)
    for pattern in patterns_for(text):
        for match in pattern.words.finditer(text):
            start, end = match.span("value")
            printed = sentence[places[start] : places[end - 1] + 1]
            if pattern.states == "number" and not PRINTED_NUMERAL.fullmatch(printed):
                continue
            body = _named_body(text[: match.start()])
            if not _stands(pattern, match, text) or (body and not _reports(body, opening)):
                continue
            scope = _last(scopes(), text[body.end("name") if body else 0 : match.end()])
            year = _last(compiled(YEAR), _without_asides(text[: match.start()]))
            found = _Found(
                pattern,
                places[start],
                places[end - 1] + 1,
                scope and scope[0],
                year and int(year["year"].translate(CHINESE_DIGITS)),
            )
            count = "0" if pattern.states == "none" or text[start:end] == "零" else text[start:end]
            subject = (pattern.claim_code, found.scope_raw, found.year_named)
            by_subject[subject].setdefault(count, found)
    agreed = [next(iter(said.values())) for said in by_subject.values() if len(said) == 1]
    return sorted(agreed, key=lambda found: found.start)


def _comparable(sentence: str) -> tuple[str, list[int]]:
    """A sentence in one spelling without blanks, and for each character its place in print."""
    spelt = [*map(_spelt, sentence)]
    return "".join(spelt), [place for place, spelling in enumerate(spelt) for _ in spelling]


@lru_cache(maxsize=65536)
def _spelt(character: str) -> str:
    return normalized(without_blanks(character))


def _stands(pattern: Pattern, match: re.Match[str], text: str) -> bool:
    """Whether the sentence leaves a match a claim of this year and no part of a number."""
    before = BRACKETED.sub("", text[: match.start()])
    clause = CLAUSE_END.split(before)[-1]
    if pattern.not_after and pattern.not_after.search(clause):
        return False
    value = match.start("value")
    if pattern.states == "number" and compiled(DENIED).search(
        text, max(0, value - LONGEST_DENIAL), value
    ):
        return False
    part = before.rpartition(";")[2]
    if not pattern.in_breakdown and ("(" in part or compiled("{breakdown}").search(part)):
        return False
    said = text[: match.end()]
    if pattern.only_if and not pattern.only_if.search(said):
        return False
    periods = (found.lastgroup for found in kinds("period_").finditer(said))
    if [period for period in periods if period != "aside"][-1:] == ["other"]:
        return False
    topic = _last(kinds("topic_"), BRACKETED.sub("", said))
    return not pattern.topic or bool(topic and topic.lastgroup == pattern.topic)


def _named_body(before: str) -> re.Match[str] | None:
    """The body named as the one of which a claim is made; None if by a word for its scope."""
    body = compiled(NAMED_BODY).search(before, max(0, len(before) - LONGEST_NAME))
    return None if body and ends_in_scope().search(body["name"]) else body


def _reports(body: re.Match[str], opening: str) -> bool:
    """Whether a report's opening names a body as the one that reports: 某县教育局编制."""
    name = BEFORE_NAME.sub("", body["name"])
    return bool(re.search(re.escape(name) + compiled("{signs_report}").pattern, opening))


def _without_asides(text: str) -> str:
    """A text without the years it is compared with, and without the titles it names."""
    text = TITLED.sub("", text)
    return kinds("period_").sub(lambda p: "" if p.lastgroup == "aside" else p[0], text)


def _last(words: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(words.finditer(text), key=re.Match.start, default=None)
