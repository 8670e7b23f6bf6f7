"""What an office is told of a draft: the findings that a build would have on it."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipeline.check import Template, filled
from pipeline.errors import TO_CORRECT
from tests.conftest import ROOT, SPECIMENS
from tests.integration.test_build import GRANTED, MARKET, YANCHI

TWO_FORMS = ROOT / "tests/specimens/variations/table2_of_2021_with_table3_of_2019.html"

Check = Callable[[Path], tuple[int, str]]


@pytest.fixture(scope="module")
def checked(parsed: None, tmp_path_factory: pytest.TempPathFactory) -> Check:
    """Checks drafts as a user does, beside a warehouse of one's own."""
    beside = tmp_path_factory.mktemp("check")

    def run(files: Path) -> tuple[int, str]:
        command = [sys.executable, "-m", "pipeline", "check", str(files)]
        result = subprocess.run(
            [*command, "--warehouse", str(beside / "w.duckdb")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        return result.returncode, result.stdout + result.stderr

    return run


def with_a_wrong_total(draft: Path) -> Path:
    """Write a draft in which the line of those granted does not add up."""
    text = (SPECIMENS / MARKET).read_text(encoding="utf-8")
    draft.write_text(text.replace(GRANTED, "(一)予以公开 | 15 | 1 |"), encoding="utf-8")
    return draft


def test_a_draft_in_order_is_said_to_be(checked: Check) -> None:
    code, printed = checked(SPECIMENS / YANCHI)
    assert (code, "nothing to correct" in printed) == (0, True), printed
    assert "吴忠市生态环境局盐池分局, 2020, form 2019, 198 of 198 cells located" in printed


def test_a_wrong_number_is_shown_with_its_equation_and_lines(
    checked: Check, tmp_path: Path
) -> None:
    text = (SPECIMENS / MARKET).read_text(encoding="utf-8")
    draft = with_a_wrong_total(tmp_path / "draft $HOME.txt")
    line = next(n for n, of in enumerate(text.splitlines(), 1) if GRANTED in of)
    code, printed = checked(draft)
    assert code == TO_CORRECT, printed
    told = printed[printed.index("T3-02") :]
    assert "16" in told
    assert "15" in told
    assert f"line {line}" in told
    assert "suspect" in printed
    assert "superseded 0, files not read 0, warnings 2\n" in printed


def test_the_findings_are_drawn_on_one_page_that_can_be_sent_on(
    checked: Check, tmp_path: Path
) -> None:
    _, printed = checked(with_a_wrong_total(tmp_path / "draft.txt"))
    page = Path(printed.splitlines()[-1].removeprefix("page: "))
    drawn = page.read_text(encoding="utf-8")
    assert '"T3-02"' in drawn
    assert "draft.txt" in drawn
    assert re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', drawn) == []


def test_a_claim_is_shown_with_its_sentence(checked: Check) -> None:
    _, printed = checked(SPECIMENS / "wuzhishan_government_office_2021.txt")
    told = printed[printed.index("N-01") : printed.index("N-04")]
    assert "The prose states 15 applications received, Table 3 says 16" in told
    assert "共收到政府信息公开申请15件" in told


def test_findings_come_in_the_order_of_the_form(checked: Check, tmp_path: Path) -> None:
    text = (SPECIMENS / MARKET).read_text(encoding="utf-8")
    received = "一、本年新收政府信息公开申请数量 | 29 | 2 |"
    assert received in text
    draft = tmp_path / "draft.txt"
    draft.write_text(text.replace(received, received.replace("29 | 2", "28 | 3")), "utf-8")
    _, printed = checked(draft)
    assert re.findall("Commercial|Natural persons: received", printed) == [
        "Natural persons: received",
        "Commercial",
    ]


def test_what_is_not_known_of_a_draft_is_said(checked: Check, tmp_path: Path) -> None:
    text = (SPECIMENS / MARKET).read_text(encoding="utf-8")
    draft = tmp_path / "draft.txt"
    draft.write_text(re.sub("江干区市场监督管理局|江干区|2020年|2021年", "", text), "utf-8")
    _, printed = checked(draft)
    assert "agency unknown, year unknown, form 2019, 198 of 198 cells located" in printed


def test_a_draft_on_two_forms_is_said_to_be(checked: Check) -> None:
    _, printed = checked(TWO_FORMS)
    assert ", form 2021 + 2019, " in printed


def test_the_cells_of_a_long_sum_are_told_from_the_first_to_the_last(
    checked: Check, tmp_path: Path
) -> None:
    page = TWO_FORMS.read_text(encoding="utf-8")
    draft = tmp_path / "draft.html"
    received = "<td>209</td><td>50</td><td>27</td>"
    assert received in page
    draft.write_text(page.replace(received, received.replace("50", "51")), "utf-8")
    _, printed = checked(draft)
    told = printed[printed.index("T3-02") :]
    assert "    table 2, row 4, column 4 to table 2, row 4, column 10\n" in told


def test_a_line_that_cannot_be_read_is_told_with_the_cause(checked: Check, tmp_path: Path) -> None:
    text = (SPECIMENS / MARKET).read_text(encoding="utf-8")
    received = "一、本年新收政府信息公开申请数量 | 29 | 2 |"
    line = next(n for n, of in enumerate(text.splitlines(), 1) if received in of)
    draft = tmp_path / "draft.txt"
    draft.write_text(text.replace(f"{received} 0 | 0 |", received), encoding="utf-8")
    code, printed = checked(draft)
    assert code == TO_CORRECT
    told = printed[printed.index("  reading\n") :]
    assert "it is not certain which of its values is whose" in told
    assert "fewer values (6) than columns (7): 29 | 2 | 0 | 0 | 31 | ␣" in told
    assert f"line {line}\n" in told


def test_in_a_folder_nothing_is_passed_over_in_silence(checked: Check, tmp_path: Path) -> None:
    shutil.copy(SPECIMENS / YANCHI, tmp_path / "a.txt")
    shutil.copy(SPECIMENS / YANCHI, tmp_path / "b.txt")
    (tmp_path / "c.txt").write_bytes((SPECIMENS / YANCHI).read_bytes() + b"\n\n")
    (tmp_path / "scan.pdf").write_bytes(b"no PDF at all")
    code, printed = checked(tmp_path)
    assert code == TO_CORRECT
    for file in ("a.txt", "b.txt", "c.txt", "scan.pdf"):
        assert f"\n{file}\n" in f"\n{printed}"
    assert "the same bytes as" in printed
    assert "what counts for the same agency and year is" in printed
    assert "not read" in printed
    page = Path(printed.splitlines()[-1].removeprefix("page: ")).read_text(encoding="utf-8")
    assert page.index("scan.pdf") < page.index('id="reports"')
    detail = '<td><span lang="zh-CN">([^<]+)</span><span lang="en">([^<]+)</span></td></tr>'
    ((zh, en),) = re.findall(detail, page)
    assert (zh.isascii(), en.isascii()) == (False, True)


def test_a_check_leaves_nothing_of_the_draft(checked: Check, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    shutil.copy(SPECIMENS / YANCHI, draft)
    checked(draft)
    assert list(tmp_path.iterdir()) == [draft]


def test_a_folder_without_reports_is_a_clear_error(checked: Check, tmp_path: Path) -> None:
    code, printed = checked(tmp_path)
    assert code == 1
    assert f"{tmp_path}: neither a report file nor a folder of some." in printed


def test_a_check_has_the_results_of_a_build(
    specimen_warehouse: Path, parsed: None, tmp_path: Path
) -> None:
    template = Template(tmp_path / "template", "code")
    assert not template.is_ready
    template.make(2, lambda *_: None)
    assert template.is_ready
    assert not Template(tmp_path / "template", "other code").is_ready
    results = "select * from marts.fct_rule_results order by all"
    with duckdb.connect(str(specimen_warehouse), read_only=True) as connection:
        built = connection.execute(results).fetchall()
    for files, reports in ((SPECIMENS, built), (SPECIMENS / YANCHI, None)):
        copy = tmp_path / files.name
        copy.mkdir()
        template.copy_to(copy)
        with filled(copy, files, 1) as connection:
            assert reports in (None, connection.execute(results).fetchall())
            (count,) = connection.execute("select count(*) from marts.dim_reports").fetchone()
        assert count == (5 if reports else 1)
