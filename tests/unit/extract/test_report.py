import hashlib
import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from extract.document import UnreadableFileError
from extract.form import Form, read_seed
from extract.report import Report, attempt, read_report, report_id_of

ROOT = Path(__file__).parents[3]
SPECIMENS = ROOT / "warehouse" / "raw"
# Numbers read from the documents by hand.
GOLDEN = [
    json.loads(line)
    for line in (ROOT / "tests" / "specimens" / "golden.jsonl").read_text("utf-8").splitlines()
]
SIGNED = {"减71": -71, "加89": 89}
TABLE = "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 1 | | 3 |\n"


def specimen(file: str) -> Report:
    return read_report(file, (SPECIMENS / file).read_bytes())


def refused(name: str, text: str) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as refusal:
        read_report(name, text.encode())
    return refusal.value


def value_of(printed: str) -> Decimal | None:
    return Decimal(SIGNED.get(printed, printed)) if printed else None


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden["file"])
def test_every_number_of_a_specimen_is_read(golden: dict) -> None:
    keys = "form_variant", "table_no", "row_no", "position"
    line_codes = {
        tuple(cell[key] for key in keys): cell["line_code"] for cell in read_seed("form_cells")
    }
    found = {"table2": defaultdict(list), "table3": defaultdict(list), "table4": defaultdict(list)}
    for cell in specimen(golden["file"]).cells:
        assert cell.location == "located"
        place = cell.form_variant, *map(str, (cell.table_no, cell.row_no, cell.position))
        found[f"table{cell.table_no}"][line_codes[place]].append(value_of(cell.value_raw))
    expected = {
        table: {
            line_code: [None if value is None else Decimal(value) for value in values]
            for line_code, values in golden[table].items()
        }
        for table in found
    }
    assert found == expected


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden["file"])
def test_every_value_of_a_specimen_stands_where_its_cell_says(golden: dict) -> None:
    separators = {"pipe_rows": "|", "pipe_cells": "|", "tab_rows": "\t", "line_cells": "\n"}
    lines = (SPECIMENS / golden["file"]).read_text("utf-8").split("\n")
    report = specimen(golden["file"])
    assert report.text_layout == golden["layout"]
    for cell in report.cells:
        parts = lines[cell.source_line - 1].split(separators[golden["layout"]])
        assert (parts[cell.source_column - 1].strip() if cell.value_raw else "") == cell.value_raw


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden["file"])
def test_every_table_of_a_specimen_is_found_whole(golden: dict, form: Form) -> None:
    for table in specimen(golden["file"]).tables:
        assert table.form_variant == golden["form"]
        assert table.text_layout == golden["layout"]
        assert table.rows_located == len(form.rows[golden["form"], table.table_no])


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden["file"])
def test_what_a_specimen_says_of_itself_is_found(golden: dict) -> None:
    said = {}
    for statement in specimen(golden["file"]).statements:
        said.setdefault(statement.field, statement.value)
    assert said["agency"] == golden["agency"]
    assert said["report_year"] == str(golden["report_year"])
    assert said.get("published_date") == golden["published_on"]


def test_the_prose_of_a_specimen_leaves_its_tables_out() -> None:
    found = specimen("yanchi_ecology_2020.txt").paragraphs
    assert [(p.section_no, p.source_line, p.text[:8]) for p in found] == [
        (0, 3, "吴忠市生态环境局"),
        (0, 5, "2020 年政府"),
        (0, 7, "依照《中华人民共"),
        (1, 9, "一、总体情况"),
        (1, 11, "2020 年，吴"),
        (1, 13, "（一）健全组织和"),
        (1, 15, "查，发现漏报错报"),
        (1, 17, "(二) 提高发布"),
        (1, 19, "(三) 加强内部"),
        (2, 21, "二、主动公开政府"),
        (3, 43, "三、收到和处理政"),
        (4, 73, "四、政府信息公开"),
        (5, 80, "五、存在的主要问"),
        (5, 82, "回顾全年,工作中"),
        (5, 84, "下一步,我局准备"),
        (6, 86, "六、其他需要报告"),
        (6, 88, "无"),
    ]


def test_a_report_is_known_by_its_bytes() -> None:
    content = TABLE.encode()
    report = read_report("a.txt", content)
    assert report.report_id == report_id_of(hashlib.sha256(content).hexdigest())
    assert report == read_report("另一个 名字.md", content)
    assert report.report_id != read_report("a.txt", content + b"\n").report_id


def test_an_identity_is_sixteen_hexadecimal_digits() -> None:
    assert report_id_of("0123456789abcdef" * 4) == "0123456789abcdef"


def test_the_layout_of_a_report_is_that_of_most_of_its_tables() -> None:
    handled = "（六）其他处理\t1\t0\t0\t0\t0\t0\t1\n"
    header = (
        "行政复议\t未经复议直接起诉\t复议后起诉\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n"
    )
    report = read_report("a.txt", (TABLE + handled + header + "0\t" * 14 + "0\n").encode())
    assert [table.text_layout for table in report.tables] == ["pipe_rows", "tab_rows", "tab_rows"]
    assert report.text_layout == "tab_rows"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("a.txt", "关于公开办公用房信息的通知\n共131条。\n", id="a-notice"),
        pytest.param("jianggan_2018.txt", "行政处罚统计\n行政处罚 | 12 |\n", id="other-statistics"),
        pytest.param("a.txt", "|||\n||\n", id="layout-alone"),
    ],
)
def test_a_text_without_title_and_table_is_no_report(name: str, text: str) -> None:
    assert refused(name, text).reason_code == "not_a_report"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("a.txt", "甲局2018年政府信息公开工作年度报告\n共131条。\n", id="title"),
        pytest.param("甲局2018年政府信息公开工作年度报告.txt", "共131条。\n", id="file-name"),
        pytest.param(
            "甲局2021年政府信息公开工作年度报告.txt",
            "甲局2018年政府信息公开工作年度报告\n共131条。\n",
            id="title-before-file-name",
        ),
    ],
)
def test_a_report_from_before_the_form_is_refused_with_its_year(name: str, text: str) -> None:
    refusal = refused(name, text)
    assert refusal.reason_code == "before_form"
    assert "2018" in refusal.reason
    assert "2019" in refusal.reason


@pytest.mark.parametrize(
    "tables",
    [
        pytest.param("", id="tables-are-pictures"),
        pytest.param("二、主动公开政府信息情况\n信息内容\n规章\n规范性文件\n", id="labels-alone"),
        pytest.param(TABLE.replace("1 | | 3", "| |"), id="blank-form"),
        pytest.param(TABLE.replace("1 | | 3", "1 | 3"), id="ambiguous-values-alone"),
    ],
)
def test_a_report_without_any_sure_value_is_refused(tables: str) -> None:
    refusal = refused("a.txt", f"甲局2019年政府信息公开工作年度报告\n{tables}")
    assert refusal.reason_code == "no_values_found"
    assert "2019" in refusal.reason


def test_one_value_makes_a_report() -> None:
    report = read_report("a.txt", TABLE.encode())
    assert [(cell.value_raw, cell.location) for cell in report.cells] == [
        ("1", "located"),
        ("", "located"),
        ("3", "located"),
    ]
    assert report.statements == []
    assert (report.media_type, report.encoding) == ("text/plain", "utf-8")


def test_what_a_page_says_of_itself_in_its_head_is_found() -> None:
    # HTML compares the names of meta elements without regard to case.
    page = (
        '<head><meta name="PUBDATE" content="2021-01-19 14:36">'
        '<meta name="ContentSource" content="石桥区教育局"></head>'
        "<p>2020年政府信息公开工作年度报告</p><table><tr><td>信息内容<td>本年处理决定数量"
        "<tr><td>行政许可<td>7</table>"
    )
    said = {(s.field, s.source, s.value) for s in read_report("a.html", page.encode()).statements}
    assert ("published_date", "发布日期", "2021-01-19") in said
    assert ("agency", "origin", "石桥区教育局") in said


def test_a_bug_that_a_file_trips_becomes_a_refusal() -> None:
    def fail(name: str, content: bytes) -> Report:
        raise KeyError(name)

    with pytest.raises(UnreadableFileError) as refusal:
        attempt(fail, "a.txt", b"")
    assert refusal.value.reason_code == "reader_failed"
    assert "KeyError: 'a.txt'" in refusal.value.reason


def test_a_refusal_and_an_interruption_pass_through() -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        attempt(read_report, "a.txt", b"")
    assert refusal.value.reason_code == "empty_file"

    def interrupted() -> Report:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt(interrupted)


@pytest.mark.parametrize(
    ("name", "content", "reason_code"),
    [
        ("a.txt", b"", "empty_file"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "unsupported_format"),
    ],
)
def test_what_the_reader_refuses_is_refused(name: str, content: bytes, reason_code: str) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read_report(name, content)
    assert refusal.value.reason_code == reason_code
