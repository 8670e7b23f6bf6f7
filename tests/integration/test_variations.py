"""Hand-made reports that print the form as real offices do: nothing may be read wrongly.

``golden.jsonl`` beside them holds what each prints, written before the file was: per line the
printed texts, null for a blank, ``?`` for what leaves several readings and must be marked. A
line that is not printed is left out. ``may_miss`` allows marks where a number could be read.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import duckdb
import pytest

from extract.document import UnreadableFileError
from extract.form import read_seed
from extract.metadata import Statement, in_file_name, settled
from extract.report import Report, read_report
from tests.conftest import ROOT, Build

FOLDER = ROOT / "tests" / "specimens" / "variations"
GOLDEN = [json.loads(line) for line in (FOLDER / "golden.jsonl").open(encoding="utf-8")]
MARKED = "?"
# Digits parted by a blank are kept as printed; downstream they are no number.
UNREADABLE = re.compile(r"\d\s+\d")

Place = tuple[int, str, int]  # table, line code, position in the line from 1


@dataclass
class Findings:
    """What a reading got wrong, and what it left out or marked without need."""

    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def compare(self, what: str, expected: object, found: object) -> None:
        if found == expected:
            return
        kind = self.missed if found is None else self.wrong
        kind.append(f"{what}: {found!r}, should be {expected!r}")


@cache
def places() -> dict[tuple[str, int, int, int], Place]:
    """Of each cell of the catalogue, by variant, table, row and position."""
    codes = {
        (c["form_variant"], int(c["table_no"]), int(c["row_no"]), int(c["position"])): (
            int(c["table_no"]),
            c["line_code"],
        )
        for c in read_seed("form_cells")
    }
    seen: dict[tuple[str, int, str], int] = defaultdict(int)
    by_cell = {}
    for key in sorted(codes):
        seen[key[0], *codes[key]] += 1
        by_cell[key] = (*codes[key], seen[key[0], *codes[key]])
    return by_cell


def findings(golden: dict) -> Findings:
    """Read one file and hold it against what it prints."""
    found = Findings()
    content = (FOLDER / golden["file"]).read_bytes()
    try:
        report = read_report(golden["file"], content)
    except UnreadableFileError as error:
        _compare_rejection(golden, error.reason_code, found)
        return found
    if "rejected" in golden:
        found.wrong.append(f"read, should be rejected as {golden['rejected']}")
        return found
    _compare_identity(golden, report, found)
    _compare_cells(expected_cells(golden), located_cells(report), found)
    return found


def _compare_rejection(golden: dict, reason_code: str, found: Findings) -> None:
    accepted = golden.get("rejected", [])
    if "rejected" not in golden:
        readable = [text for text in expected_cells(golden).values() if text != MARKED]
        found.missed += [f"rejected as {reason_code}"] * len(readable)
    elif reason_code not in accepted:
        found.missed.append(f"rejected as {reason_code}, should be {accepted}")


def _compare_identity(golden: dict, report: Report, found: Findings) -> None:
    agency, accepted = settled(report.statements, "agency"), golden["agency"]
    found.compare("agency", agency if agency in (accepted or [None]) else accepted, agency)
    year = settled(report.statements, "report_year")
    found.compare("report_year", golden["report_year"], int(year) if year else None)
    if "published_on" in golden:
        published = settled(report.statements, "published_date")
        found.compare("published_on", golden["published_on"], published)
    variants = {f"table{t.table_no}": t.form_variant for t in report.tables if t.rows_located}
    for table, variant in golden["form"].items():
        found.compare(f"form of {table}", variant, variants.get(table))


def _compare_cells(expected: dict[Place, str], located: dict[Place, str], found: Findings) -> None:
    for place, text in located.items():
        if expected.get(place, MARKED) == MARKED:
            found.wrong.append(f"{place}: {text!r}, should be marked or absent")
    for place, text in expected.items():
        if text != MARKED:
            found.compare(str(place), text, located.get(place))


def expected_cells(golden: dict) -> dict[Place, str]:
    """The golden texts by place; "" is a blank."""
    return {
        (table_no, line_code, position): _one_line(text or "")
        for table_no in (2, 3, 4)
        for line_code, texts in golden[f"table{table_no}"].items()
        for position, text in enumerate(texts, 1)
    }


def located_cells(report: Report) -> dict[Place, str]:
    """What the reader vouches for: everything it located and did not mark."""
    return {
        places()[c.form_variant, c.table_no, c.row_no, c.position]: _one_line(c.value_raw)
        for c in report.cells
        if c.location == "located" and not UNREADABLE.search(c.value_raw)
    }


def _one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden["file"])
def test_every_cell_is_read_as_printed_or_marked(golden):
    found = findings(golden)
    assert found.wrong == []
    if not golden.get("may_miss"):
        assert found.missed == []


def test_golden_values_and_files_belong_together():
    files = {path.name for path in FOLDER.iterdir()} - {"golden.jsonl"}
    assert files == {golden["file"] for golden in GOLDEN}


def test_what_a_report_says_of_itself_counts_alike_in_the_models(
    build: Callable[..., Build], tmp_path: Path
):
    """`settled` foretells what the model int_report_identities decides."""
    built = build(FOLDER, tmp_path / "w.duckdb")
    assert built.code == 0, built.printed
    with duckdb.connect(str(built.warehouse), read_only=True) as connection:
        decided = connection.execute(
            "select source_path, agency_name_zh, report_year::varchar, published_date::varchar "
            "from marts.dim_reports"
        ).fetchall()
    assert len(decided) > 30
    for path, *values in decided:
        in_name = zip(("agency", "report_year"), in_file_name(path), strict=True)
        said = [
            *(Statement(field, "file_name", str(value), 0) for field, value in in_name if value),
            *read_report(path, (FOLDER / path).read_bytes()).statements,
        ]
        foretold = [settled(said, f) for f in ("agency", "report_year", "published_date")]
        assert foretold == values, path
