"""What was odd about a reading goes from the file to the marts."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.carriers import Cell, Table, as_docx
from tests.conftest import SPECIMENS, Build
from website.data import Source

MARKET = "jianggan_market_supervision_2020.txt"
# Line 34: two of the seven values are gone, so that it is open which are left.
RECEIVED = "一、本年新收政府信息公开申请数量 | 29 | 2 | 0 | 0 | 0 | 0 | 31 |"
TWO_VALUES_LOST = "一、本年新收政府信息公开申请数量 | 29 | 2 | 0 | 0 | 31 |"
TABLE_4 = "四、政府信息公开行政复议、行政诉讼情况"
PAGE = """<p>说明</p><table>
<tr><td>信息内容</td><td>本年处理决定数量</td></tr>
<tr><td>行政许可</td><td>7</td></tr>
</table>"""
WORD_FILE = (
    "说明",
    Table(((Cell("信息内容"), Cell("本年处理决定数量")), (Cell("行政处罚"), Cell("约8")))),
)


@pytest.fixture(scope="module")
def odd(build: Callable[..., Build], tmp_path_factory: pytest.TempPathFactory) -> Path:
    raw = tmp_path_factory.mktemp("raw")
    text = (SPECIMENS / MARKET).read_text(encoding="utf-8")
    assert RECEIVED in text
    before_table_4, _, _ = text.replace(RECEIVED, TWO_VALUES_LOST).partition(TABLE_4)
    (raw / MARKET).write_text(before_table_4, encoding="utf-8")
    (raw / "page.html").write_text(PAGE, encoding="utf-8")
    (raw / "report.docx").write_bytes(as_docx(WORD_FILE))
    built = build(raw, tmp_path_factory.mktemp("odd") / "w.duckdb")
    assert built.code == 0, built.printed
    return built.warehouse


@pytest.fixture(scope="module")
def sql(odd: Path):
    with duckdb.connect(str(odd), read_only=True) as connection:
        yield lambda query: connection.execute(query).fetchall()


def test_a_line_that_was_not_read_has_a_note_with_its_place(sql):
    ((sentence, *note),) = sql(
        f"""
        select sentence, table_no, notes.form_variant, line_code, source_line, meaning_en
        from marts.fct_extraction_notes as notes
        inner join marts.dim_reports using (report_id)
        inner join form.extraction_note_codes using (note_code)
        where source_path = '{MARKET}' and note_code = 'line_not_filled'
        """
    )
    assert note[:4] == [3, "2019", "received", 34]
    assert "which of its values is whose" in note[4]
    assert "29 | 2 | 0 | 0 | 31" in sentence


def test_a_page_tells_the_note_in_both_languages(odd: Path):
    with duckdb.connect(str(odd), read_only=True) as connection:
        pages = [json.loads(page) for _, page in Source(connection).report_files()]
    said = {(note["said_zh"], note["said_en"]) for page in pages for note in page["notes"]}
    label = "一、本年新收政府信息公开申请数量"
    assert (
        f"{label}：数据（6 个）少于栏目（7 栏）：29 | 2 | 0 | 0 | 31 | ␣",
        f"{label}: fewer values (6) than columns (7): 29 | 2 | 0 | 0 | 31 | ␣",
    ) in said


def test_every_table_tells_how_it_was_read(sql):
    assert sql(
        f"""
        select table_no, tables.form_variant, is_found, tables.text_layout, first_line is not null,
            lines_located, lines_expected, notes
        from marts.fct_report_tables as tables inner join marts.dim_reports using (report_id)
        where source_path = '{MARKET}' order by table_no
        """
    ) == [
        (2, "2019", True, "pipe_rows", True, 8, 8, 0),
        (3, "2019", True, "pipe_rows", True, 22, 23, 1),
        (4, "2019", False, None, False, 0, 3, 1),
    ]


def test_a_cell_of_a_page_is_found_again_by_its_place(sql):
    assert sql("select source_cell from marts.fct_cells where value = 7") == [
        ("table 1, row 2, column 2",)
    ]


def test_only_what_has_an_encoding_of_its_own_has_one(sql):
    assert sql("select source_path, encoding from marts.dim_reports order by source_path") == [
        (MARKET, "utf-8"),
        ("page.html", "utf-8"),
        ("report.docx", None),
    ]


def test_reports_read_without_doubt_have_no_notes(specimen_warehouse: Path):
    with duckdb.connect(str(specimen_warehouse), read_only=True) as connection:
        assert connection.execute("from marts.fct_extraction_notes").fetchall() == []
        assert connection.execute(
            """
            select count(*) from marts.fct_report_tables
            where lines_located = lines_expected and alignment in ('exact', 'by_other_rows')
            """
        ).fetchone() == (15,)
