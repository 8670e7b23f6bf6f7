"""The command ``inspect``: what it prints of a file, and how it refuses one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from extract.__main__ import cli
from extract.document import Cell, Document, Note, Row

SPECIMENS = Path(__file__).parents[3] / "warehouse" / "raw"
TITLE = "江干区市场监督管理局2021年政府信息公开工作年度报告\n"
REPORT = (
    f"{TITLE}信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n"
    "规章 | 1 | 3 |\n行政规范性文件 | 12 | | 166 |\n"
    "信息内容 | 本年处理决定数量 |\n行政许可 | 1 2 |\n行政处罚 | |\n"
    "信息内容 | 本年收费金额（单位：万元） |\n行政事业性收费 | 7730.28 |\n"
)
ESCAPE = "\x1b["
COLOUR = re.compile(r"\x1b\[[\d;]*3[1-7]m")
SEQUENCE = r"\x1b\[[\d;]*m"

Inspect = Callable[..., Result]


@pytest.fixture
def inspect(tmp_path: Path) -> Inspect:
    """Inspects a file of the given content, or a path."""

    def run(content: str | bytes | Path, *options: str, **environment: str) -> Result:
        path = content if isinstance(content, Path) else tmp_path / "报告.txt"
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        elif isinstance(content, bytes):
            path.write_bytes(content)
        return CliRunner().invoke(cli, ["inspect", str(path), *options], env=environment)

    return run


def words(printed: str) -> list[list[str]]:
    """The words of each line; the only blanks inside a value here are in ``1 2``."""
    return [line.split() for line in printed.splitlines()]


# --- what is printed of a report ---


def test_the_file_is_named_with_its_format_layout_and_identity(inspect: Inspect) -> None:
    result = inspect(SPECIMENS / "yanchi_ecology_2020.txt")
    assert result.exit_code == 0
    assert words(result.stdout)[:3] == [
        ["file", str(SPECIMENS / "yanchi_ecology_2020.txt")],
        ["format", "text/plain,", "utf-8"],
        ["layout", "tab_rows"],
    ]
    assert re.search(r"^report_id +[0-9a-f]{16}$", result.stdout, re.MULTILINE)


def test_what_a_report_says_of_itself_has_its_source_and_line(inspect: Inspect) -> None:
    printed = words(inspect(f"{REPORT}三、其他\n发布日期：2022-01-26\n").stdout)
    assert ["report_year", "2021", "(title,", "line", "1)", "counts"] in printed
    assert ["agency", "江干区市场监督管理局", "(title,", "line", "1)", "counts"] in printed
    assert ["published_date", "2022-01-26", "(发布日期,", "line", "11)", "counts"] in printed


def test_statements_stand_once_with_their_lines_the_best_source_first(inspect: Inspect) -> None:
    title = "政府信息公开工作年度报告"
    text = (
        f"发布机构：乙县财政局\n甲县财政局2021年{title}\n正文。\n甲县财政局2021年{title}\n"
        f"信息内容 | 本年处理决定数量 |\n行政许可 | 1 |\n甲县财政局2019年{title}\n"
    )
    printed = inspect(text).stdout
    said = printed[printed.index("What it says") : printed.index("Table 2")]
    assert words(said)[1:-1] == [
        ["agency", "甲县财政局", "(title,", "lines", "2,", "4)", "counts"],
        ["agency", "乙县财政局", "(header_field,", "line", "1)"],
        ["agency", "甲县财政局", "(title_in_list,", "line", "7)", "does", "not", "count"],
        ["report_year", "2021", "(title,", "lines", "2,", "4)", "counts"],
        ["report_year", "2019", "(title_in_list,", "line", "7)", "does", "not", "count"],
        ["title", f"甲县财政局2021年{title}", "(title,", "lines", "2,", "4)", "counts"],
        [
            "title",
            f"甲县财政局2019年{title}",
            "(title_in_list,",
            "line",
            "7)",
            "does",
            "not",
            "count",
        ],
    ]


def test_a_source_that_contradicts_itself_decides_nothing(inspect: Inspect) -> None:
    second = "乙县财政局2021年政府信息公开工作年度报告\n"
    printed = words(inspect(f"{TITLE}正文。\n{second}{REPORT.removeprefix(TITLE)}").stdout)
    verdicts = {line[1]: line[-1] for line in printed if line[:1] == ["agency"]}
    assert verdicts == {"江干区市场监督管理局": "undecided", "乙县财政局": "undecided"}
    assert ["report_year", "2021", "(title,", "lines", "1,", "3)", "counts"] in printed


def test_what_only_the_file_name_says_is_told(inspect: Inspect, tmp_path: Path) -> None:
    path = tmp_path / "江干区市场监督管理局2020年政府信息公开工作年度报告.txt"
    path.write_text(REPORT.removeprefix(TITLE), encoding="utf-8")
    printed = words(inspect(path).stdout)
    assert ["report_year", "2020", "(file_name)", "counts"] in printed
    assert ["agency", "江干区市场监督管理局", "(file_name)", "counts"] in printed


@pytest.mark.parametrize(
    "line",
    [
        ["规章", "government_rules", "?", "?", "?", "3"],
        ["行政规范性文件", "normative_documents", "12", "␣", "166", "4"],
        ["行政许可", "administrative_licensing", "1", "2", "6"],
        ["行政处罚", "administrative_penalties", "␣", "7"],
        ["行政强制", "administrative_compulsion", "absent"],
        ["行政事业性收费", "administrative_fees", "7730.28", "9"],
    ],
    ids=lambda line: line[1],
)
def test_a_line_is_printed_as_the_form_has_it_with_its_source_line(
    inspect: Inspect, line: list[str]
) -> None:
    assert line in words(inspect(REPORT).stdout)


@pytest.mark.parametrize(
    "odd",
    [
        "ambiguous 规章: whole line (line 3, cell 2) 1 | 3",
        "blank 行政规范性文件: 本年废止件数 (line 4, cell 3)",
        "blank 行政处罚: whole line (line 7, cell 2)",
        "absent 行政强制: whole line",
    ],
)
def test_an_odd_cell_is_listed_with_its_place(inspect: Inspect, odd: str) -> None:
    assert odd.split() in words(inspect(REPORT).stdout)


def test_a_table_tells_its_variant_layout_alignment_and_lines_located(inspect: Inspect) -> None:
    printed = inspect(REPORT).stdout
    assert "Table 2  form 2021, pipe_rows, exact, 4 of 6 lines located\n" in printed
    assert "Table 3  form 2021, 0 of 25 lines located\nnot found\n" in printed


def test_table_3_is_a_grid_of_seven_columns_under_the_headings_of_the_form(
    inspect: Inspect,
) -> None:
    printed = inspect(SPECIMENS / "jianggan_market_supervision_2020.txt").stdout
    lines = words(printed[printed.index("Table 3") : printed.index("Table 4")])
    assert lines[1:3] == [
        ["社会公益", "法律服务"],
        ["自然人", "商业企业", "科研机构", "组织", "机构", "其他", "总计", "line"],
    ]
    received = "一、本年新收政府信息公开申请数量"
    (line,) = [line for line in lines if line[:1] == [received]]
    assert line[1:9] == ["received", "29", "2", "0", "0", "0", "0", "31"]
    group = lines.index(["（三）不予公开"])
    assert lines[group + 1][:2] == ["1.属于国家秘密", "denied_state_secret"]


def test_table_4_has_a_line_for_each_channel(inspect: Inspect) -> None:
    printed = words(inspect(SPECIMENS / "yanchi_ecology_2020.txt").stdout)
    (after,) = [line for line in printed if "litigation_after_reconsideration" in line]
    assert after[2:7] == ["1", "0", "0", "1", "2"]


def test_what_the_prose_claims_is_printed_with_its_context_and_line(inspect: Inspect) -> None:
    prose = "一、总体情况\n2021年，我局收到政府信息公开申请5件。未发生行政复议。\n"
    lines = words(inspect(REPORT.replace(TITLE, TITLE + prose)).stdout)
    assert ["received", "5", "我局,", "2021", "(line", "3)"] in lines
    assert ["reconsideration", "未发生", "(line", "3)"] in lines


def test_notes_are_printed_with_what_they_concern(inspect: Inspect) -> None:
    printed = inspect(REPORT).stdout
    notes = printed[printed.index("\nNotes\n") :]
    assert re.search(r"^line_not_filled  \(line 3, Table 2, government_rules\)  规章", notes, re.M)
    assert re.search(r"^table_not_found  \(Table 4\)  ", notes, re.M)
    assert inspect(SPECIMENS / "yanchi_ecology_2020.txt").stdout.endswith("\nNotes\nnone\n")


def test_a_place_and_a_note_that_only_a_reader_knows_are_printed(
    inspect: Inspect, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_: bytes) -> Document:
        header = Cell("信息内容", 1, 1), Cell("本年处理决定数量", 1, 2)
        values = Cell("行政许可", 2, 1), Cell("1\n2", 2, 2, "page 3, box 72 120 96 132")
        blank = Cell("行政处罚", 3, 1), Cell("", 3, 2, "page 3, box 72 140 96 152")
        rows = [Row(cells, "grid", bordered=True, grid=2) for cells in (header, values, blank)]
        rows.append(Row((Cell("未完", 4, 1),), "paragraphs", bordered=False))
        notes = (Note("bytes_not_decoded", "Two bytes are damaged."),)
        return Document("text/x", None, tuple(rows), is_cut=True, notes=notes)

    monkeypatch.setattr("extract.readers.text.read", read)
    printed = inspect("any", "--rows").stdout
    assert "    2  grid, grid 2  1:行政许可 | 2:1↵2 [page 3, box 72 120 96 132]\n" in printed
    assert "The file stops inside its last row.\n" in printed
    assert re.search(r"^format +text/x$", printed, re.MULTILINE)
    assert "行政处罚: whole line  (page 3, box 72 140 96 152)\n" in printed
    assert "bytes_not_decoded  (whole file)  Two bytes are damaged.\n" in printed


def test_where_a_file_has_no_lines_rows_are_counted(inspect: Inspect) -> None:
    rows = (
        "信息内容 本年制发件数 本年废止件数 现行有效件数",
        "规章 1 2 3",
        "规章 1 0 3",
        "行政规范性文件 4 5 6",
    )
    table = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row.split()) for row in rows)
    printed = inspect(f"<p>{TITLE}</p><table>{table}</table>", "--rows").stdout
    assert printed.startswith("Rows  row, layout")
    assert ["report_year", "2021", "(title,", "row", "1)", "counts"] in words(printed)
    assert re.search(r"^\w+  \(row \d, Table 2, government_rules\)", printed, re.MULTILINE)


# --- rows ---


def test_rows_are_printed_as_the_reader_returned_them(inspect: Inspect) -> None:
    printed = inspect(REPORT, "--rows").stdout
    assert printed.startswith("Rows  ")
    assert f"    1  line_cells, no borders  1:{TITLE}" in printed
    assert "    4  pipe_rows  1:行政规范性文件 | 2:12 | 3:␣ | 4:166\n" in printed
    assert "1:行政规范性文件" not in inspect(REPORT).stdout


# --- refusals ---


@pytest.mark.parametrize(
    ("content", "reason_code"),
    [("公告\n", "not_a_report"), (b"", "empty_file"), (TITLE, "no_values_found")],
)
def test_a_file_that_is_not_read_is_refused_with_the_reason(
    inspect: Inspect, content: str | bytes, reason_code: str
) -> None:
    result = inspect(content)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert re.fullmatch(rf"error: \S+报告\.txt: {reason_code}\. .+\.\n", result.stderr)


def test_the_rows_of_a_refused_report_can_be_seen(inspect: Inspect) -> None:
    result = inspect("公告\n规章 | 1 |\n", "--rows")
    assert result.exit_code == 1
    assert "    2  pipe_rows  1:规章 | 2:1\n" in result.stdout
    assert "not_a_report" in result.stderr


@pytest.mark.parametrize("options", [(), ("--rows",)], ids=["report", "rows"])
def test_a_file_whose_reading_fails_is_refused_as_the_loader_does(
    inspect: Inspect, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    def read(_: bytes) -> Document:
        raise ValueError("no\n\x1b[31mnumber")

    monkeypatch.setattr("extract.readers.text.read", read)
    result = inspect(REPORT, *options)
    assert result.exit_code == 1
    assert "reader_failed" in result.stderr
    assert r"ValueError: no↵\u001b[31mnumber" in result.stderr


def test_a_file_that_is_not_there_is_a_usage_error(inspect: Inspect, tmp_path: Path) -> None:
    result = inspect(tmp_path / "missing.txt")
    assert result.exit_code == 2
    assert "missing.txt" in result.stderr


# --- where it is printed ---


def test_nothing_is_written(inspect: Inspect, tmp_path: Path) -> None:
    inspect(REPORT, "--rows")
    assert [path.name for path in tmp_path.iterdir()] == ["报告.txt"]


@pytest.mark.parametrize("file", sorted(path.name for path in SPECIMENS.glob("*.txt")))
def test_a_pipe_gets_whole_lines_without_colours(inspect: Inspect, file: str) -> None:
    narrow = inspect(SPECIMENS / file, "--rows", COLUMNS="20").stdout
    assert ESCAPE not in narrow
    assert "…" not in narrow.replace((SPECIMENS / file).read_text("utf-8"), "")
    assert narrow == inspect(SPECIMENS / file, "--rows", COLUMNS="300").stdout


def test_a_terminal_gets_colours_unless_told_otherwise(inspect: Inspect) -> None:
    terminal = {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "100"}
    assert COLOUR.search(inspect(REPORT, **terminal).stdout)
    assert not COLOUR.search(inspect(REPORT, **terminal, NO_COLOR="1").stdout)


def test_a_narrow_terminal_loses_no_character(inspect: Inspect) -> None:
    terminal = {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "60"}
    narrow = inspect(SPECIMENS / "jianggan_market_supervision_2020.txt", **terminal).stdout
    wide = inspect(SPECIMENS / "jianggan_market_supervision_2020.txt").stdout

    def characters(printed: str) -> list[str]:
        return sorted(re.sub(rf"{SEQUENCE}|[\s─]", "", printed))

    widths = [cell_len(re.sub(SEQUENCE, "", line)) for line in narrow.splitlines()]
    assert max(widths) <= 60
    assert characters(narrow) == characters(wide)


def test_a_file_cannot_steer_the_terminal(inspect: Inspect) -> None:
    hostile = f"{REPORT}说明\x1b]0;x\x07\x9b[bold]文[/bold] :smile:\n"
    printed = inspect(hostile, "--rows").stdout
    assert "1:说明\\u001b]0;x\\u0007\\u009b[bold]文[/bold] :smile:\n" in printed


def test_help_shows_an_example() -> None:
    result = CliRunner().invoke(cli, ["inspect", "--help"])
    assert "python -m extract inspect --rows report.html" in result.stdout
    assert "--rows" in result.stdout
