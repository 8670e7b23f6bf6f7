"""The reports of a corpus one by one: each the same, however many are made and in which order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.corpus.agencies import Agency, agency
from benchmarks.corpus.drafts import YEARS, Draft, panel
from benchmarks.corpus.expected import FILLED, Finding, findings
from benchmarks.corpus.pages import NAMES, SHOWING_ALL, STYLES, VALUES, page
from benchmarks.corpus.prose import PARAGRAPHS, paragraphs
from benchmarks.corpus.slips import SLIPS
from tests.properties.rendering.form import whole_form


@dataclass(frozen=True)
class Plan:
    """What decides how every report of a corpus turns out.

    Attributes:
        seed: of all that chance decides.
        formats: the weight of each format.
        slips: the share of reports with a slip.
        kinds: names of the slips to choose from.
        blank_zeros: whether zeros are left blank.
    """

    seed: int
    formats: dict[str, float]
    slips: float = 0
    kinds: tuple[str, ...] = tuple(SLIPS)
    blank_zeros: bool = False


@dataclass(frozen=True)
class Report:
    """One report: its file, and what is known of it.

    Attributes:
        path: below the folder of reports.
        content: the bytes of its file.
        agency: who files it.
        draft: what it states.
        sound: what it would state without its slip.
        slip: the name of its slip; empty if it has none.
        findings: every finding due on it.
    """

    path: str
    content: bytes
    agency: Agency
    draft: Draft
    sound: Draft
    slip: str
    findings: list[Finding]


def reports(plan: Plan, first: int, last: int) -> Iterator[Report]:
    """The reports of a corpus with the numbers from `first` up to `last`, which is left out.

    Those of one agency follow one another, a year each.

    Raises:
        IndexError: there are not so many agencies.
    """
    for number in range(first // len(YEARS), -(-last // len(YEARS))):
        of, before = agency(plan.seed, number), None
        years = panel(Random(f"{plan.seed} agency {number}"), of)
        for at, sound in zip(range(number * len(YEARS), last), years, strict=False):
            report = _report(plan, at, of, sound, before)
            before = report.draft
            if at >= first:
                yield report


def _report(plan: Plan, at: int, of: Agency, sound: Draft, before: Draft | None) -> Report:
    rng = Random(f"{plan.seed} report {at}")
    (carrier,) = rng.choices(list(plan.formats), list(plan.formats.values()))
    finish = Draft.with_blank_zeros if plan.blank_zeros else lambda draft: draft
    slip, draft = "", finish(sound)
    if rng.random() < plan.slips:
        slip, draft = _slipped(rng, sound, plan.kinds, finish)
    is_plain = not slip and not plan.blank_zeros
    looks = page(carrier, rng.randrange(STYLES if is_plain else SHOWING_ALL), sound.filed.variants)
    year = sound.filed.year
    return Report(
        path=f"{of.folder}/{year}/{at:07}_{of.name}{looks.suffix}",
        content=looks.filled(_texts(rng, of, draft)),
        agency=of,
        draft=draft,
        sound=finish(sound),
        slip=slip,
        findings=list(findings(draft, before)),
    )


def _slipped(
    rng: Random, sound: Draft, kinds: tuple[str, ...], finish: Callable[[Draft], Draft]
) -> tuple[str, Draft]:
    """A slip that some rule on the report must find, and the finished draft with it."""
    known = set(findings(finish(sound), None))
    while True:
        kind = rng.choice(kinds)
        draft = finish(SLIPS[kind](rng, sound))
        if any(rule not in FILLED for rule, _ in set(findings(draft, None)) - known):
            return kind, draft


def _texts(rng: Random, of: Agency, draft: Draft) -> dict[str, str]:
    """What stands in each slot of the report's page."""
    filed, printed = draft.filed, draft.filed.printed
    day = rng.randrange(4, 31)
    values = (text for line in whole_form(filed.variants) for text in printed[line.code])
    prose = paragraphs(rng, of, filed.year, draft.claims)
    return {
        NAMES["title"]: f"{of.name}{filed.year}年政府信息公开工作年度报告",
        NAMES["agency"]: of.name,
        NAMES["site"]: of.site,
        NAMES["day"]: f"{filed.year + 1}-01-{day:02}",
        NAMES["signed"]: f"{filed.year + 1}年1月{day}日",
        **{NAMES[kind]: text for kind, text in zip(PARAGRAPHS, prose, strict=True)},
        **dict(zip(VALUES, values, strict=False)),
    }
