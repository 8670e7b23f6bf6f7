"""Reports of the corpus: the same every time, and read as they were made."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from benchmarks.corpus.agencies import agency
from benchmarks.corpus.drafts import Draft, panel
from benchmarks.corpus.expected import findings
from benchmarks.corpus.prose import topics
from benchmarks.corpus.reports import Plan, Report, reports
from benchmarks.corpus.slips import SLIPS
from benchmarks.corpus.writing import AT_ONCE, write
from extract.report import read_report
from tests.properties.rendering.form import FORM

MIXED = Plan(seed=3, formats={"text": 6, "html": 3, "docx": 2, "pdf": 1}, slips=0.3)
CELLS = {
    (variant, line.table_no, line.row_no, position): cell
    for variant, lines in FORM.items()
    for line in lines.values()
    for position, cell in enumerate(line.codes, 1)
}


@pytest.fixture(scope="module")
def made() -> list[Report]:
    return list(reports(MIXED, 0, 42))


def test_every_number_is_read_where_it_stands(made: list[Report]) -> None:
    assert {Path(report.path).suffix for report in made} == {".txt", ".html", ".docx", ".pdf"}
    for report in made:
        read = read_report(report.path, report.content)
        in_tables = {
            ("table", *CELLS[cell.form_variant, cell.table_no, cell.row_no, cell.position]): (
                cell.value_raw.replace("\n", "")  # where a PDF wraps a number
            )
            for cell in read.cells
            if cell.location == "located"
        }
        in_prose = {
            ("prose", *topics()[claim.claim_code]): (
                "0" if claim.states == "none" else claim.value_raw
            )
            for claim in read.claims
        }
        known = {
            place: "" if number is None else str(number)
            for place, number in report.draft.numbers.items()
        }
        assert in_tables | in_prose == known, report.path


def test_a_report_does_not_depend_on_those_made_with_it(made: list[Report]) -> None:
    assert list(reports(MIXED, 17, 20)) == made[17:20]


def test_what_is_written_does_not_depend_on_the_jobs(tmp_path: Path) -> None:
    plan = Plan(seed=3, formats={"text": 1}, slips=0.3)
    number = AT_ONCE + 5
    for jobs in (1, 2):
        write(plan, tmp_path / str(jobs), number, jobs, lambda *_: None)
    one, two = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
        for folder in (tmp_path / "1", tmp_path / "2")
    )
    assert len(one) == number + 4
    assert one == two


def test_a_folder_that_holds_a_corpus_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    with pytest.raises(FileExistsError):
        write(MIXED, tmp_path, 1, 1, lambda *_: None)


def test_no_two_reports_are_of_one_agency_and_year(made: list[Report]) -> None:
    filed = {(report.agency.name, report.draft.filed.year) for report in made}
    assert len(filed) == len(made)
    assert len({agency(3, number) for number in range(5000)}) == 5000
    with pytest.raises(IndexError, match="agencies"):
        agency(3, 10**6)


def test_nothing_is_due_on_reports_without_a_slip() -> None:
    for report in reports(Plan(seed=4, formats={"text": 1}), 0, 70):
        assert not report.slip
        assert not report.findings


# --- findings due, worked out by hand ---


def years() -> list[Draft]:
    """The reports for 2021 and 2022 of an agency, without prose."""
    drafts = list(panel(Random(5), agency(5, 0)))[2:4]
    assert [draft.filed.variants for draft in drafts] == [("2021", "2021")] * 2
    return [replace(draft, claims={}) for draft in drafts]


def more(draft: Draft, line: str, place: int) -> Draft:
    filed = draft.filed
    return replace(draft, filed=filed.changed(line, {place: filed.values[line][place] + 1}))


@pytest.mark.parametrize(
    ("line", "place", "due"),
    [
        ("granted", 0, {("T3-02", "granted"), ("T3-03", "natural_person")}),
        ("granted", 6, {("T3-02", "granted"), ("T3-03", "total")}),
        ("received", 6, {("T3-02", "received"), ("T3-01", "total")}),
        (
            "total_handled",
            2,
            {
                ("T3-02", "total_handled"),
                ("T3-01", "research_institution"),
                ("T3-03", "research_institution"),
            },
        ),
        ("administrative_reconsideration", 4, {("T4-01", "administrative_reconsideration")}),
        ("administrative_reconsideration", 13, {("T4-01", "litigation_after_reconsideration")}),
        ("normative_documents", 0, {("Y-02", "normative_documents")}),
        (
            "carried_in",
            1,
            {
                ("T3-02", "carried_in"),
                ("T3-01", "commercial_enterprise"),
                ("Y-01", "commercial_enterprise"),
            },
        ),
    ],
)
def test_one_more_breaks_the_sums_it_is_part_of(line: str, place: int, due: set) -> None:
    before, draft = years()
    assert set(findings(draft, before)) == set()
    assert set(findings(more(draft, line, place), before)) == due


def test_a_slip_is_due_as_a_finding_on_the_year_after() -> None:
    before, draft = years()
    assert set(findings(draft, more(before, "carried_out", 6))) == {("Y-01", "total")}
    assert set(findings(draft, None)) == set()


def test_prose_that_contradicts_the_tables_is_due_as_a_finding() -> None:
    _, draft = years()
    received = draft.filed.values["received"][6]
    assert set(findings(replace(draft, claims={"received": received}), None)) == set()
    wrong = replace(draft, claims={"received": received + 1})
    assert set(findings(wrong, None)) == {("N-01", "report")}


def test_a_blank_adds_nothing_to_a_sum_and_is_due_itself() -> None:
    _, draft = years()
    assert draft.filed.values["granted"][6] > 0
    blank = replace(draft, filed=draft.filed.changed("granted", {6: None}))
    # without its total the line itself cannot be judged
    assert set(findings(blank, None)) == {("T3-03", "total"), ("F-01", "granted.total")}


@pytest.mark.parametrize("kind", SLIPS)
def test_each_slip_changes_what_its_report_states(kind: str) -> None:
    plan = Plan(seed=6, formats={"text": 1}, slips=1, kinds=(kind,))
    for report in reports(plan, 0, 7):
        assert report.slip == kind
        assert report.draft != report.sound
        assert report.findings
