"""What must hold of the rows the extractor loaded: schema raw, everything critical."""

from great_expectations import expectations as gxe

from expectations.table_suite import TableSuite, expect, filled, one_of, table_suite
from expectations.unexpected_rows import ExpectNoRows

TABLE_NUMBERS = (2, 3, 4)
LOCATIONS = ("located", "ambiguous")


def suites() -> list[TableSuite]:
    """Return the suites of schema raw, files first."""
    return [_files(), _rejected_files(), _report_tables(), _cells(), _claims()]


def _files() -> TableSuite:
    return table_suite(
        "extraction.files",
        "raw.files",
        ("source_path",),
        [
            expect(
                ExpectNoRows,
                "loaded or rejected",
                "文件要么已装载，要么被拒收，不会两者皆是",
                "A file was loaded or rejected, never both",
                unexpected_rows_query="""
                    select source_path, rejected.reason_code, rejected.reason
                    from {batch} join raw.rejected_files as rejected using (source_path)
                """,
            )
        ],
    )


def _rejected_files() -> TableSuite:
    return table_suite(
        "extraction.rejected_files",
        "raw.rejected_files",
        ("source_path",),
        [filled("reason_code"), filled("reason")],
    )


def _report_tables() -> TableSuite:
    return table_suite(
        "extraction.report_tables",
        "raw.report_tables",
        ("report_id", "table_no"),
        [
            one_of("table_no", TABLE_NUMBERS),
            expect(
                ExpectNoRows,
                "table read",
                "F-03 的严重部分：找到的每张表都至少读到一行，不得找到表却未读取",
                "The critical part of F-03: of every table found at least one line was read",
                unexpected_rows_query="""
                    select source_path, report_id, table_no, form_variant, rows_located,
                        first_line, last_line
                    from {batch} left join raw.files using (report_id)
                    where first_line is not null and coalesce(rows_located, 0) < 1
                """,
            ),
        ],
    )


def _cells() -> TableSuite:
    return table_suite(
        "extraction.cells",
        "raw.cells",
        ("report_id", "table_no", "row_no", "position"),
        [
            filled("location"),
            one_of("location", LOCATIONS),
            filled("source_line"),
            expect(
                gxe.ExpectColumnValuesToBeBetween,
                "source_line counted",
                "source_line 从 1 开始",
                "source_line counts from 1",
                rows="select * from {batch} where source_line < 1",
                column="source_line",
                min_value=1,
            ),
        ],
    )


def _claims() -> TableSuite:
    return table_suite(
        "extraction.claims",
        "raw.claims",
        ("report_id", "claim_no"),
        [filled("value_raw"), filled("sentence"), filled("source_line")],
    )
