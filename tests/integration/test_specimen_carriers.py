"""The five specimens in every other encoding and format still hold their golden values."""

import json
from functools import cache

import pytest

from extract.report import read_report
from tests.carriers import Block, Cell, Table, as_docx, as_html, as_pdf
from tests.conftest import ROOT, SPECIMENS
from tests.properties.rendering import FORM, Coordinates, Style
from tests.properties.rendering.tables import table_2, table_3, table_4

GOLDEN = [
    json.loads(line)
    for line in (ROOT / "tests" / "specimens" / "golden.jsonl").read_text("utf-8").splitlines()
]
FORMATS = {".html": as_html, ".docx": as_docx, ".pdf": as_pdf}
SECTION_2, SECTION_5 = "主动公开政府信息情况", "存在的主要问题"

every_specimen = pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden["file"])


def values_of(golden: dict) -> dict[str, tuple[str, ...]]:
    """What each printed row of the form holds; Table 4's three lines are one row."""
    lines = {**golden["table2"], **golden["table3"], **golden["table4"]}
    rows = {}
    for line in FORM[golden["form"]].values():
        codes = dict.fromkeys(code for code, _ in line.codes)
        printed = [value for code in codes for value in lines[code]]
        rows[line.code] = tuple("" if value is None else str(value) for value in printed)
    return rows


def expected_of(golden: dict) -> dict[Coordinates, str]:
    values = values_of(golden)
    return {
        (golden["form"], line.table_no, line.row_no, position): value
        for line in FORM[golden["form"]].values()
        for position, value in enumerate(values[line.code], 1)
    }


def prose_of(golden: dict) -> tuple[list[str], list[str]]:
    """The paragraphs before the tables, with the heading of section 2, and after them."""
    text = (SPECIMENS / golden["file"]).read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    headings = [at for at, line in enumerate(lines) if line.startswith("二、")]
    opening = next(at for at in headings if SECTION_2 in lines[at])
    closing = next(at for at, line in enumerate(lines) if at > opening and SECTION_5 in line)
    return lines[: opening + 1], lines[closing:]


@cache
def blocks_of(number: int) -> list[Block]:
    golden = GOLDEN[number]
    values = values_of(golden)
    lines = {no: [ln for ln in FORM[golden["form"]].values() if ln.table_no == no] for no in (2, 3)}
    before, after = prose_of(golden)
    return [
        *before,
        Table(tuple(table_2(lines[2], values, Style("html")))),
        "三、收到和处理政府信息公开申请情况",
        Table(tuple(table_3(lines[3], values, Style("html"))), header_rows=3),
        "四、政府信息公开行政复议、行政诉讼情况",
        Table(tuple(table_4(values, Style("html")))),
        *after,
    ]


def located(name: str, content: bytes) -> dict[Coordinates, str]:
    cells = read_report(name, content).cells
    assert {cell.location for cell in cells} == {"located"}
    return {(c.form_variant, c.table_no, c.row_no, c.position): c.value_raw for c in cells}


def test_the_blocks_print_every_golden_value() -> None:
    for number, golden in enumerate(GOLDEN):
        tables = [block for block in blocks_of(number) if isinstance(block, Table)]
        printed = [cell.text for table in tables for row in table.rows for cell in row]
        for value in expected_of(golden).values():
            assert value in printed
        assert Cell("本年增/减") in tables[0].rows[5] or golden["form"] == "2021"


@every_specimen
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_specimen_in_another_format_equals_its_golden_values(golden: dict, suffix: str) -> None:
    content = FORMATS[suffix](blocks_of(GOLDEN.index(golden)))
    assert located(f"specimen{suffix}", content) == expected_of(golden)


@every_specimen
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_specimen_in_another_format_says_whose_it_is(golden: dict, suffix: str) -> None:
    content = FORMATS[suffix](blocks_of(GOLDEN.index(golden)))
    source = (SPECIMENS / golden["file"]).read_bytes()
    in_text, in_format = (
        {(said.field, said.source, said.value) for said in read_report(name, file).statements}
        for name, file in (("specimen.txt", source), (f"specimen{suffix}", content))
    )
    assert in_format == in_text


@every_specimen
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-8-sig"])
def test_a_specimen_in_another_encoding_is_read_as_in_utf_8(golden: dict, encoding: str) -> None:
    content = (SPECIMENS / golden["file"]).read_bytes()
    text = content.decode("utf-8")
    in_utf_8 = read_report("specimen.txt", content)
    recoded = read_report("specimen.txt", text.encode(encoding))
    assert len(recoded.cells) == len(expected_of(golden))
    assert recoded.cells == in_utf_8.cells
    assert recoded.statements == in_utf_8.statements
    assert recoded.paragraphs == in_utf_8.paragraphs
