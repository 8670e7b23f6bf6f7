from pathlib import Path

import pytest

from extract.companions import MANIFEST, REPORTING_LINES, REVIEWS, Companion, CompanionError, read

REVIEW = "a.txt,T3-02,granted,dismissed,,,2026-01-02,16,15"
HEADER = "report,rule,instance,verdict,reason,reviewer,date,left_value,right_value"


@pytest.fixture
def kept(tmp_path: Path):
    def write(content: str) -> Path:
        path = tmp_path / "kept.csv"
        path.write_text(content, encoding="utf-8")
        return path

    return write


def test_no_file_is_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path / "reviews.csv", REVIEWS) == []


def test_reviews_are_numbered_by_their_row(kept) -> None:
    path = kept(f"{HEADER}\n{REVIEW}\n,,,,,,,,\n{REVIEW}\n")
    row = ("a.txt", "T3-02", "granted", "dismissed", None, None, "2026-01-02", "16", "15", None)
    assert read(path, REVIEWS) == [(2, *row), (4, *row)]


def test_who_reports_to_whom_is_read_as_written(kept) -> None:
    assert read(kept("reports_to,agency\n甲县人民政府,甲县民政局\n"), REPORTING_LINES) == [
        ("甲县民政局", "甲县人民政府")
    ]


@pytest.mark.parametrize(
    ("kind", "content", "told"),
    [
        (REVIEWS, f"{HEADER}\n{REVIEW.replace('dismissed', 'maybe')}\n", "confirmed or dismissed"),
        (REVIEWS, f"{HEADER}\n{REVIEW.replace('2026-01-02', '2.1.2026')}\n", "YYYY-MM-DD"),
        (REVIEWS, f"{HEADER}\n{REVIEW.replace('2026-01-02', '2026-02-30')}\n", "2026-02-30"),
        (REVIEWS, f"{HEADER}\n{REVIEW.replace('16', 'many')}\n", "row 2 has the left_value many"),
        (REVIEWS, f"{HEADER}\n{REVIEW.replace('granted', '')}\n", "row 2 names no instance"),
        (REVIEWS, "report,rule,instance,verdict\na,b,c,dismissed\n", "expected report"),
        (REPORTING_LINES, "agency,reports_to\n甲,乙\n甲,丙\n", "甲 is listed twice"),
        (REPORTING_LINES, "agency,reports_to\n甲,\n", "row 2 names no reports_to"),
        (REPORTING_LINES, "agency,reports_to\n甲,甲\n", "row 2 has the same agency and reports_to"),
        (REPORTING_LINES, "agency,parent\n甲,乙\n", "expected agency, reports_to\\."),
        (REPORTING_LINES, 'agency,reports_to\n甲,"乙\n', "CSV UTF-8"),
        (MANIFEST, "path,year\na.txt,20\n", "row 2 has the year 20; expected four digits"),
    ],
)
def test_what_cannot_be_used_is_told_with_file_row_and_cause(
    kept, kind: Companion, content: str, told: str
) -> None:
    path = kept(content)
    with pytest.raises(CompanionError, match=told) as error:
        read(path, kind)
    assert str(error.value).startswith(str(path))
