"""The prose of the reports of a corpus, made of the sentences of `sentences.csv`.

A kind that is a code of the seed ``claim_topics`` states that number; with ``.none`` after it,
that there was none. No other sentence gives a number that could be taken for one of the form's.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.corpus.agencies import Agency
from extract.form import read_seed
from tests.filings import Filing

SENTENCES = Path(__file__).with_name("sentences.csv")
# The kinds of sentences of which each paragraph is made, those that state numbers last.
PARAGRAPHS = {
    "opening": (),
    "disclosure": (),
    "application": (
        *("received", "carried_in", "handled", "carried_out", "reconsideration", "litigation"),
    ),
    "management": (
        "normative_documents_issued",
        "normative_documents_repealed",
        "normative_documents_in_force",
    ),
    "platform": (),
    "supervision": (),
    "problem": (),
    "improvement": (),
    "other": (),
}
LAWSUITS = ("litigation_direct", "litigation_after_reconsideration")

Claims = dict[str, int]  # the number stated, by claim code


@cache
def topics() -> dict[str, tuple[str, str]]:
    """The line and column under which the warehouse keeps each claim."""
    return {
        row["claim_code"]: (row["line_code"], row["column_code"])
        for row in read_seed("claim_topics")
    }


def true_claims(rng: Random, filed: Filing) -> Claims:
    """Claims that agree with the tables of a report; which of them it makes, chance decides."""
    cells, share = filed.cells, rng.choice([0.3, 0.7, 1.0])
    claims = {}
    for code, (line, column) in topics().items():
        lines = LAWSUITS if line == "litigation" else (line,)
        if rng.random() < share and all((line, column) in cells for line in lines):
            claims[code] = sum(cells[line, column] for line in lines)
    return claims


def paragraphs(rng: Random, of: Agency, year: int, claims: Claims) -> list[str]:
    """The paragraphs of a report that makes certain claims, in the order of `PARAGRAPHS`."""
    words = {"agency": of.name, "we": of.we, "year": year, "next": year + 1}
    return [
        "".join((*_sentences(rng, kind, words), *_stating(rng, codes, claims, words)))
        for kind, codes in PARAGRAPHS.items()
    ]


def _sentences(rng: Random, kind: str, words: dict) -> Iterable[str]:
    """Most of the sentences of a kind, in their order."""
    of_kind = _by_kind()[kind]
    left_out = rng.randrange(len(of_kind))
    few, some, many = rng.randrange(2, 40), rng.randrange(40, 900), rng.randrange(1000, 20000)
    return (
        sentence.format(**words, a=few, b=some, c=many)
        for at, sentence in enumerate(of_kind)
        if (at - left_out) % len(of_kind) > 1
    )


def _stating(rng: Random, codes: Iterable[str], claims: Claims, words: dict) -> Iterable[str]:
    for code in codes:
        if code in claims:
            number, none = claims[code], _by_kind().get(f"{code}.none")
            sentence = rng.choice(_by_kind()[code] if number or not none else none)
            yield sentence.format(**words, n=number)


@cache
def _by_kind() -> dict[str, list[str]]:
    sentences = defaultdict(list)
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sentences[row["kind"]].append(row["sentence"])
    return dict(sentences)
