from collections.abc import Callable

from expectations.verdict import Verdict

BREAKS = {
    "insert into raw.files from raw.files": ("extraction.files", "key unique"),
    "insert into raw.rejected_files values ('浙江/江干.html', 'empty', '空')": (
        "extraction.files",
        "loaded or rejected",
    ),
    "insert into raw.rejected_files values ('a', null, '空')": (
        "extraction.rejected_files",
        "reason_code filled",
    ),
    "insert into raw.rejected_files values ('b', 'empty', null)": (
        "extraction.rejected_files",
        "reason filled",
    ),
    "insert into raw.report_tables values ('r2', 3, '2021', 'pipe_rows', 0, 7, 9)": (
        "extraction.report_tables",
        "table read",
    ),
    "insert into raw.report_tables values ('r2', 5, '2021', 'pipe_rows', 1, 7, 9)": (
        "extraction.report_tables",
        "table_no known",
    ),
    "insert into raw.report_tables values (null, 2, '2021', 'pipe_rows', 1, 7, 9)": (
        "extraction.report_tables",
        "report_id filled",
    ),
    "insert into raw.cells from raw.cells": ("extraction.cells", "key unique"),
    "insert into raw.cells values ('r2', 3, 1, 1, '', 'guessed', 1)": (
        "extraction.cells",
        "location known",
    ),
    "insert into raw.cells values ('r2', 3, 1, 2, '', null, 1)": (
        "extraction.cells",
        "location filled",
    ),
    "insert into raw.cells values ('r2', 3, 1, 3, '', 'located', 0)": (
        "extraction.cells",
        "source_line counted",
    ),
    "insert into raw.cells values ('r2', 3, 1, 4, '', 'located', null)": (
        "extraction.cells",
        "source_line filled",
    ),
}


def test_each_break_is_found_and_critical(judge: Callable[..., Verdict]) -> None:
    verdict = judge("extraction", *BREAKS)
    found = {(failure.suite, failure.name) for failure in verdict.of("critical")}
    assert found == set(BREAKS.values())


def test_a_table_the_report_lacks_is_no_fault_of_the_extraction(
    judge: Callable[..., Verdict],
) -> None:
    verdict = judge(
        "extraction",
        "insert into raw.report_tables values ('r1', 4, '2021', 'pipe_rows', 0, null, null)",
    )
    assert verdict.failures == ()
