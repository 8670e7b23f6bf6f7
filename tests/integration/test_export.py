"""What `make export` writes: the same numbers as the warehouse, for programs and for people."""

import csv
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import openpyxl
import pytest
import xlsxwriter
from frictionless import validate
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import spreadsheet
from pipeline.errors import WarehouseError
from pipeline.export import export
from pipeline.spreadsheet.cells import FINDING_FILLS, STATUS_FILLS, Limits, Styles, write_value
from tests.conftest import RESULTS_AS_TABLE, ROOT

ALXA, JIANGGAN, WUZHISHAN = (
    "阿拉善盟工业和信息化局",
    "江干区市场监督管理局",
    "五指山市人民政府办公室",
)
# Texts as reports may hold them, and as they are in a CSV file.
IN_CSV = {
    '=HYPERLINK("https://example.invalid")': '\'=HYPERLINK("https://example.invalid")',
    "=cmd|'/C calc'!A0": "'=cmd|'/C calc'!A0",
    "+1-2": "'+1-2",
    "-2+3": "'-2+3",
    "@SUM(1)": "'@SUM(1)",
    "＝1+1": "'＝1+1",
    "＋1+1": "'＋1+1",
    "－1+1": "'－1+1",
    "＠x": "'＠x",
    "\t=1": "'\t=1",
    "\r=1": "'\r=1",
    "\n=1": "'\n=1",
    "\tx": "'\tx",
    " =1": "' =1",
    "\u3000=1": "'\u3000=1",
    "\u200b=1": "'\u200b=1",
    "\ufeff=1": "'\ufeff=1",
    "'=1": "''=1",
    "''=1": "'''=1",
    "'-5": "''-5",
    "-5（件）": "'-5（件）",
    # what cannot run is left alone
    "-5": "-5",
    "+1,234.50": "+1,234.50",
    "－１２％": "－１２％",
    " -5 ": " -5 ",
    "-": "-",
    "—": "—",
    "－－": "－－",
    "a=1": "a=1",
    "'a": "'a",
    '"=1': '"=1',
}


def undone(text: str) -> str:
    """What README says of how to get at a text as it was."""
    return re.sub(r"^'('*([\x00-\x1f]|[ \u3000\u200b\ufeff]*[=+\-@＝＋－＠]))", r"\1", text)


def run(*options: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pipeline", "export", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def silently(*_: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="module")
def exported(specimen_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported") / "export"
    result = run("--warehouse", str(specimen_warehouse), "--out", str(folder))
    assert result.returncode == 0, result.stderr
    assert str(folder) in result.stdout
    return folder


@pytest.fixture(scope="module")
def tables(specimen_warehouse: Path) -> dict[str, list[tuple[str, str]]]:
    """Every mart with its columns and their types."""
    with duckdb.connect(str(specimen_warehouse), read_only=True) as connection:
        columns = connection.execute(
            """
            select table_name, column_name, data_type from information_schema.columns
            where table_schema = 'marts' order by table_name, ordinal_position
            """
        ).fetchall()
    tables: dict[str, list[tuple[str, str]]] = {}
    for table, column, sql_type in columns:
        tables.setdefault(table, []).append((column, sql_type))
    return tables


def rows(warehouse: Path, relation: str) -> list[tuple]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(f"select * from {relation} order by all").fetchall()


def test_every_mart_is_there_as_parquet_with_every_row(exported, specimen_warehouse, tables):
    assert len(tables) >= 17
    assert {path.stem for path in (exported / "parquet").iterdir()} == set(tables)
    for table in tables:
        file = exported / "parquet" / f"{table}.parquet"
        assert rows(specimen_warehouse, f"'{file}'") == rows(specimen_warehouse, f"marts.{table}")


def test_every_mart_is_there_as_csv_with_every_row(exported, specimen_warehouse, tables):
    assert {path.stem for path in (exported / "csv").iterdir()} == set(tables)
    for table, columns in tables.items():
        types = ", ".join(f"'{column}': '{sql_type}'" for column, sql_type in columns)
        file = f"read_csv('{exported}/csv/{table}.csv', header = true, columns = {{{types}}}, "
        file += "allow_quoted_nulls = false)"
        assert rows(specimen_warehouse, file) == rows(specimen_warehouse, f"marts.{table}")
        assert "'" not in (exported / "csv" / f"{table}.csv").read_text("utf-8").replace("'s", "")


def test_csv_is_rfc_4180_in_utf_8_with_iso_dates_and_plain_numbers(exported, tables):
    for table, columns in tables.items():
        content = (exported / "csv" / f"{table}.csv").read_bytes()
        assert content.endswith(b"\r\n")
        header, *lines = csv.reader(content.decode("utf-8").splitlines(), strict=True)
        assert header == [column for column, _ in columns]
        assert {len(line) for line in lines} <= {len(header)}
    with (exported / "csv" / "rpt_reports_wide.csv").open(encoding="utf-8") as file:
        wide = {row["agency_name_zh"]: row for row in csv.DictReader(file)}
    assert wide[WUZHISHAN]["published_date"] == "2022-01-29"
    assert wide[JIANGGAN]["centralized_procurement__procurement_amount"] == "6603610.09"
    assert wide[JIANGGAN]["received__natural_person"] == "29"
    assert wide[JIANGGAN]["received__research_institution"] == "0"
    assert wide[ALXA]["administrative_fees__items_last_year"] == ""


def test_the_data_package_is_valid_with_all_its_data(exported):
    report = validate(str(exported / "datapackage.json"))
    assert report.valid, report.flatten(["name", "message"])
    assert report.stats["tasks"] == len(list((exported / "csv").iterdir()))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (("fct_cells", "report_id", "nobody"), "foreign-key"),
        (("dim_measures", "table_no", "two"), "type-error"),
        (("dim_measures", "unit", ""), "constraint-error"),
        (("dim_agencies", "agency_name_zh", "某局"), "hash-count"),
    ],
)
def test_a_package_whose_data_are_wrong_is_not_valid(exported, tmp_path, change, error):
    table, column, value = change
    shutil.copytree(exported, tmp_path / "copy")
    file = tmp_path / "copy" / "csv" / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        header, first, *others = csv.reader(lines)
    first[header.index(column)] = value
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([header, first, *others])
    report = validate(str(tmp_path / "copy" / "datapackage.json"))
    assert error in {kind for (kind,) in report.flatten(["type"])}


def test_the_data_package_describes_every_table_column_and_key(exported, tables):
    package = json.loads((exported / "datapackage.json").read_text(encoding="utf-8"))
    assert package["created"] == "2022-01-29T00:00:00Z"
    assert "licenses" not in package  # they would be those of the offices' data
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert {
        name: [field["name"] for field in resource["schema"]["fields"]]
        for name, resource in resources.items()
    } == {name: [column for column, _ in columns] for name, columns in tables.items()}
    for resource in resources.values():
        assert resource["title"]
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert all(field["type"] != "any" for field in resource["schema"]["fields"])
    cells = resources["fct_cells"]["schema"]
    assert cells["primaryKey"] == ["report_id", "measure_id"]
    assert {
        "fields": ["measure_id"],
        "reference": {"resource": "dim_measures", "fields": ["measure_id"]},
    } in cells["foreignKeys"]
    fields = {field["name"]: field for field in cells["fields"]}
    assert fields["value_status"]["constraints"] == {"required": True}
    assert (fields["value"]["type"], "constraints" in fields["value"]) == ("number", False)
    results = resources["fct_rule_results"]["schema"]
    assert results["primaryKey"] == ["report_id", "rule_id", "instance"]
    assert {field["name"] for field in results["fields"] if "constraints" not in field} == {
        *("scope_line", "scope_column", "line_label_zh", "column_label_zh"),
        *("left_value", "right_value", "difference", "review_verdict"),
    }
    # a note on a whole report has no table: those columns are unique together, but no key
    assert "primaryKey" not in resources["fct_extraction_notes"]["schema"]


def test_a_second_export_is_the_same_byte_for_byte(exported, specimen_warehouse, tmp_path):
    export(specimen_warehouse, tmp_path / "again", silently)
    files = [path.relative_to(exported) for path in exported.rglob("*") if path.is_file()]
    assert len(files) == 2 * len(list((exported / "csv").iterdir())) + 2
    for file in files:
        assert (tmp_path / "again" / file).read_bytes() == (exported / file).read_bytes(), file


class Sheet:
    """The sheet of reports, asked by agency and by a column's Chinese header."""

    def __init__(self, file: Path) -> None:
        self.book = openpyxl.load_workbook(file)
        self.sheet: Worksheet = self.book.worksheets[0]
        self.columns = {cell.value: cell.column for cell in self.sheet[1]}
        self.rows = {row[0].value: row[0].row for row in self.sheet.iter_rows(min_row=3)}

    def cell(self, agency: str, header: str) -> Cell:
        return self.sheet.cell(self.rows[agency], self.columns[header])

    def fill(self, agency: str, header: str) -> str | None:
        """The colour of a cell, as the program writes colours; None if it has none."""
        fill = self.cell(agency, header).fill
        return f"#{fill.start_color.rgb[2:]}" if fill.fill_type == "solid" else None

    def filled(self, fill: str) -> set[tuple[str, str]]:
        return {
            (agency, header)
            for agency in self.rows
            for header in self.columns
            if self.fill(agency, header) == fill
        }


@pytest.fixture(scope="module")
def sheet(exported: Path) -> Sheet:
    return Sheet(exported / "reports_wide.xlsx")


def test_the_sheet_has_headers_in_both_languages_that_stay_in_sight(sheet: Sheet, tables):
    assert sheet.sheet.freeze_panes == "C3"
    assert sheet.sheet.auto_filter.ref.startswith("A2:")
    assert [cell.value for cell in sheet.sheet[1]][:2] == ["发布机关", "报告年度"]
    english = {sheet.sheet[1][i].value: cell.value for i, cell in enumerate(sheet.sheet[2])}
    assert len(english) == len(tables["rpt_reports_wide"])  # none twice, none missing
    assert None not in [*english, *english.values()]
    assert english["（一）予以公开·总计"] == "Granted: disclosed: Total"
    assert english["政府集中采购·采购总金额（元）"].endswith("Procurement amount (yuan)")


def test_the_terms_of_a_finding_are_marked_with_its_sentence(sheet: Sheet):
    marked = sheet.filled(FINDING_FILLS["info"])
    assert marked == {
        (JIANGGAN, f"{line}·{column}")
        for line in ("行政许可", "行政处罚", "行政强制")
        for column in ("上一年项目数量", "本年增/减", "本年处理决定数量")
    } | {
        (WUZHISHAN, "（七）总计·总计"),
        (WUZHISHAN, "行政规范性文件·本年制发件数"),
        (WUZHISHAN, "行政规范性文件·本年废止件数"),
        (WUZHISHAN, "行政规范性文件·现行有效件数"),
    }
    received = (WUZHISHAN, "一、本年新收政府信息公开申请数量·总计")
    assert sheet.filled(FINDING_FILLS["warning"]) == {received}
    assert sheet.cell(JIANGGAN, "行政许可·上一年项目数量").value == 63607
    for column in ("上一年项目数量", "本年处理决定数量"):
        note = sheet.cell(JIANGGAN, f"行政许可·{column}").comment.text
        assert note.count("T2-02 提示 info") == 1  # not those of the other lines
        assert (
            "行政许可：处理决定数量 62379，上一年项目数量加（减）本年增/减 62379，两数不应恰好相等"
            in note
        )
        assert "Administrative licensing: 62379 decisions" in note
    noted = [cell for row in sheet.sheet.iter_rows() for cell in row if cell.comment]
    assert len(noted) == len(marked) + 1


def test_cells_without_a_number_are_empty_and_told_apart_from_zero(sheet: Sheet):
    blanks = sheet.filled(STATUS_FILLS["blank"])
    assert blanks == {
        (ALXA, "行政事业性收费·上一年项目数量"),
        (ALXA, "行政事业性收费·本年增/减"),
        (ALXA, "政府集中采购·采购项目数量"),
        (ALXA, "政府集中采购·采购总金额（元）"),
    }
    assert {sheet.cell(*blank).value for blank in blanks} == {None}
    zero = (ALXA, "规章·本年新制作数量")
    assert (sheet.cell(*zero).value, sheet.fill(*zero)) == (0, None)
    other_form = (ALXA, "规章·本年制发件数")
    assert sheet.cell(*other_form).value is None
    assert sheet.fill(*other_form) == STATUS_FILLS["not_on_form"]


@pytest.fixture(scope="module")
def reviewed(specimen_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    """The workbook after a reviewer dismissed one finding and confirmed another."""
    copy = tmp_path_factory.mktemp("reviewed") / specimen_warehouse.name
    shutil.copy(specimen_warehouse, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            RESULTS_AS_TABLE
            + """
            update marts.fct_rule_results set review_verdict = 'dismissed', is_open = false
            where rule_id = 'T2-02' and scope_line = 'administrative_penalties';
            update marts.fct_rule_results set review_verdict = 'confirmed'
            where rule_id = 'T2-02' and scope_line = 'administrative_licensing';
            """
        )
    export(copy, copy.parent / "export", silently)
    return Sheet(copy.parent / "export" / "reports_wide.xlsx")


def test_a_dismissed_finding_marks_no_cell_and_is_listed_last_with_its_verdict(reviewed: Sheet):
    marked = reviewed.filled(FINDING_FILLS["info"])
    lines = {header.split("·")[0] for agency, header in marked if agency == JIANGGAN}
    assert lines == {"行政许可", "行政强制"}
    assert reviewed.cell(JIANGGAN, "行政处罚·上一年项目数量").comment is None
    header, *listed = reviewed.book.worksheets[1].iter_rows()
    assert header[2].value == "复核\nReview"
    verdicts = {row[4 + 1].value: row[2].value for row in listed if row[1].value == "T2-02"}
    assert sorted(str(verdict) for verdict in verdicts.values()) == [
        "None",
        "属实 confirmed",
        "已复核排除 dismissed",
    ]
    last = listed[-1]
    assert (last[2].value, last[0].value) == ("已复核排除 dismissed", "提示 info")
    assert last[5].value.startswith("行政处罚")
    assert [row[0].fill.fill_type for row in listed] == ["solid"] * (len(listed) - 1) + [None]
    guide = {row[2].value: row[0].value for row in reviewed.book.worksheets[2].iter_rows()}
    (dismissed,) = (n for words, n in guide.items() if "reviewer dismissed" in str(words))
    assert dismissed == 1
    hints = [row for row in listed if row[0].value == "提示 info"]
    assert guide["Findings that are info, rules F included"] == len(hints) - 1


def test_findings_are_listed_and_the_guide_gives_the_figures(sheet: Sheet):
    findings = sheet.book.worksheets[1]
    listed = [[cell.value for cell in row] for row in findings.iter_rows(min_row=2)]
    assert sorted(row[1] for row in listed) == [
        *["F-01"] * 4,
        *["N-01", "N-04", "N-04", "N-04", "N-05"],
        *["T2-02"] * 3,
    ]
    assert findings.auto_filter.ref == "A1:L13"
    guide = {row[2].value: row[0].value for row in sheet.book.worksheets[2].iter_rows()}
    assert guide["Current reports"] == 5
    assert guide["Cells the form asks for"] == 992
    assert guide["Of these, with a number"] == 988


@pytest.fixture(scope="module")
def changed(specimen_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the specimen warehouse with what the specimens do not show."""
    copy = tmp_path_factory.mktemp("changed") / specimen_warehouse.name
    shutil.copy(specimen_warehouse, copy)
    of_jianggan = f"(select report_id from marts.dim_reports where agency_name_zh = '{JIANGGAN}')"
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            RESULTS_AS_TABLE
            + f"""
            update marts.rpt_reports_wide set
                title_zh = '=HYPERLINK("https://example.invalid")',
                source_url = 'https://example.invalid/1',
                centralized_procurement__procurement_amount = 123456789012345.678901,
                granted__research_institution = null,
                received__total = null
            where report_id = {of_jianggan};
            update marts.fct_cells set value = null, value_status = 'unreadable'
            where report_id = {of_jianggan} and measure_id = 'granted.research_institution';
            update marts.fct_cells set value = null, value_status = 'absent'
            where report_id = {of_jianggan} and measure_id = 'received.total';
            update marts.fct_rule_results set status = 'fail', is_open = true
            where report_id = {of_jianggan}
                and (rule_id = 'T3-02' and scope_line = 'granted'
                    or rule_id = 'F-03' and table_no = 4);
            create table marts.fct_newcomers as select 1 as newcomer, timestamp '2026-01-02' as at;
            """
        )
        connection.execute(
            "create table marts.fct_texts as select unnest(?::varchar[]) as text", [list(IN_CSV)]
        )
    return copy


@pytest.fixture(scope="module")
def changed_export(changed: Path) -> Path:
    export(changed, changed.parent / "export", silently)
    return changed.parent / "export"


def test_no_text_of_a_csv_file_runs_as_a_formula(changed_export: Path):
    with (changed_export / "csv" / "fct_texts.csv").open(encoding="utf-8", newline="") as lines:
        written = [text for (text,) in csv.reader(lines, strict=True)]
    assert sorted(written) == sorted(["text", *IN_CSV.values()])


def test_what_was_put_before_text_can_be_taken_off(changed_export: Path, changed: Path):
    assert [undone(text) for text in IN_CSV.values()] == list(IN_CSV)
    described = json.loads((changed_export / "datapackage.json").read_text("utf-8"))["description"]
    assert "take one apostrophe off wherever some stand before such a beginning" in described
    assert "凡在这些字符之前有撇号的，去掉一个" in described
    parquet = changed_export / "parquet" / "fct_texts.parquet"
    assert rows(changed, f"'{parquet}'") == rows(changed, "marts.fct_texts")


def test_no_text_of_the_workbook_is_more_than_text(tmp_path: Path):
    markup = '<r><t>{}</t></is></c><c r="B9"><f>1+1</f></c><c><is></r>'
    texts = [
        *IN_CSV,
        *("{=SUM(1)}", "http://example.invalid", "mailto:a@example.invalid", "internal:A1"),
        *("external:a.xlsx", "_x0041_", "\uffff", markup),
        markup.format("-" + "𠮷" * 16_356) + "beyond what a cell of Excel holds",
    ]
    with xlsxwriter.Workbook(str(tmp_path / "w.xlsx"), {"constant_memory": True}) as workbook:
        sheet, style = workbook.add_worksheet(), Styles(workbook).cell()
        for row, text in enumerate(texts):
            write_value(sheet, row, 0, text, style)
    with zipfile.ZipFile(tmp_path / "w.xlsx") as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<f" not in xml and "<hyperlink" not in xml
    cells = [cell for (cell,) in openpyxl.load_workbook(tmp_path / "w.xlsx").active.iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    read = [re.sub("_x([0-9A-F]{4})_", lambda c: chr(int(c[1], 16)), cell.value) for cell in cells]
    assert read[:-1] == [*texts[:-2], f" {markup}"]
    assert read[-1].startswith(" <r><t>-𠮷")


def test_text_that_looks_like_a_formula_or_link_stays_text(changed_export: Path):
    sheet = Sheet(changed_export / "reports_wide.xlsx")
    title = sheet.cell(JIANGGAN, "标题")
    assert (title.value, title.data_type) == ('=HYPERLINK("https://example.invalid")', "s")
    assert sheet.cell(JIANGGAN, "网址").hyperlink is None


def test_a_number_that_excel_would_round_is_text(changed_export: Path):
    cell = Sheet(changed_export / "reports_wide.xlsx").cell(
        JIANGGAN, "政府集中采购·采购总金额（元）"
    )
    assert cell.value == "123456789012345.678901"


def test_a_warning_marks_its_line_even_where_a_number_is_missing(changed_export: Path):
    sheet = Sheet(changed_export / "reports_wide.xlsx")
    marked = sheet.filled(FINDING_FILLS["warning"])
    assert {header for agency, header in marked if agency == JIANGGAN} == {"发布机关"} | {
        f"（一）予以公开·{applicant}"
        for applicant in (
            *("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"),
        )
    }
    unreadable = sheet.cell(JIANGGAN, "（一）予以公开·科研机构")
    assert unreadable.value is None
    assert "unreadable" in unreadable.comment.text
    assert "F-03 警告 warning" in sheet.cell(JIANGGAN, "发布机关").comment.text
    absent = "一、本年新收政府信息公开申请数量·总计"
    assert sheet.fill(JIANGGAN, absent) == STATUS_FILLS["absent"]


def test_a_mart_that_is_new_is_exported_too(changed_export: Path):
    assert (changed_export / "csv" / "fct_newcomers.csv").read_text(encoding="utf-8") == (
        "newcomer,at\n1,2026-01-02T00:00:00\n"
    )
    assert validate(str(changed_export / "datapackage.json")).valid


def test_what_does_not_fit_into_the_workbook_is_said(changed: Path, tmp_path: Path):
    with duckdb.connect(str(changed), read_only=True) as connection:
        notices = spreadsheet.write(
            connection, tmp_path / "w.xlsx", silently, Limits(reports=4, rows=6, notes=3)
        )
    sheet = Sheet(tmp_path / "w.xlsx")
    assert len(sheet.rows) == 4
    assert sheet.book.worksheets[1].max_row == 6
    assert len([cell for row in sheet.sheet.iter_rows() for cell in row if cell.comment]) == 3
    reports, notes, findings = notices
    assert "did not fit on the sheet: 1 of 5." in reports and "rpt_reports_wide" in reports
    assert "without a note: 19." in notes  # 9 of T2-02, 7 of T3-02, 1 of F-03, 5 of N-01 to N-05
    assert "did not fit on the sheet: 9 of 14." in findings and "rpt_rule_results" in findings
    guide = [str(row[2].value) for row in sheet.book.worksheets[2].iter_rows()]
    assert [words for words in guide if "did not fit" in words]


def test_where_nothing_is_published_nothing_is_exported(tmp_path: Path):
    result = run("--warehouse", str(tmp_path / "w.duckdb"))
    assert result.returncode == 1
    assert "nothing published there yet" in result.stderr
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_other_files_is_left_alone(specimen_warehouse: Path, tmp_path: Path):
    (tmp_path / "thesis.docx").write_text("three years of work")
    with pytest.raises(WarehouseError, match="must not be replaced"):
        export(specimen_warehouse, tmp_path, silently)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_database_of_another_kind_is_refused(tmp_path: Path):
    duckdb.connect(str(tmp_path / "w.duckdb")).close()
    with pytest.raises(WarehouseError, match="run make build"):
        export(tmp_path / "w.duckdb", tmp_path / "export", silently)
    assert [path.name for path in tmp_path.iterdir()] == ["w.duckdb"]


def test_an_export_that_breaks_off_leaves_the_old_one(
    specimen_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "export"
    export(specimen_warehouse, folder, silently)
    (folder / "csv" / "dim_agencies.csv").write_text("of the old export")

    def full_disk(*_):
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(spreadsheet, "write", full_disk)
        with pytest.raises(OSError, match="disk full"):
            export(specimen_warehouse, folder, silently)
    assert (folder / "csv" / "dim_agencies.csv").read_text() == "of the old export"
    assert [path.name for path in tmp_path.iterdir()] == ["export"]

    folder.rename(tmp_path / ".export.replaced")  # as if killed just before the new one came
    with monkeypatch.context() as broken:
        broken.setattr(spreadsheet, "write", full_disk)
        with pytest.raises(OSError, match="disk full"):
            export(specimen_warehouse, folder, silently)
    assert (folder / "csv" / "dim_agencies.csv").read_text() == "of the old export"

    export(specimen_warehouse, folder, silently)
    assert JIANGGAN in (folder / "csv" / "dim_agencies.csv").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["export"]
