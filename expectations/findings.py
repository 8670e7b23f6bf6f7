"""What must hold of what is said about findings: suspects, reviews, sums of areas; all critical."""

from expectations.table_suite import TableSuite, expect, table_suite
from expectations.unexpected_rows import ExpectNoRows


def suites() -> list[TableSuite]:
    """Return one suite for each mart that says something about findings."""
    return [
        _fct_suspect_cells(),
        _fct_reviews(),
        table_suite(
            "marts.fct_hierarchy_checks",
            "marts.fct_hierarchy_checks",
            ("report_id", "measure_id", "stated_in"),
            [],
        ),
    ]


def _fct_suspect_cells() -> TableSuite:
    return table_suite(
        "marts.fct_suspect_cells",
        "marts.fct_suspect_cells",
        ("report_id", "measure_id"),
        [
            expect(
                ExpectNoRows,
                "failures explained",
                "每个存疑单元格所解释的核对结果确实不成立",
                "What a suspect cell explains does fail",
                unexpected_rows_query="""
                    select report_id, measure_id, explained, status
                    from {batch}
                    cross join lateral unnest(split(instances_explained, '; '))
                        as instances (explained)
                    left join (
                        select report_id, rule_id || ' ' || instance as explained, status
                        from marts.fct_rule_results
                    ) as results using (report_id, explained)
                    where status is distinct from 'fail'
                """,
            ),
            expect(
                ExpectNoRows,
                "nothing corrected",
                "存疑单元格的填报数未被改动",
                "The number a suspect cell reports is the one in fct_cells",
                unexpected_rows_query="""
                    select report_id, line_code, column_code, suspects.value as value_suspected,
                        cells.value as value_reported
                    from {batch} as suspects
                    left join marts.fct_cells as cells
                        using (report_id, line_code, column_code)
                    where suspects.value is distinct from cells.value
                        or cells.report_id is null
                """,
            ),
        ],
    )


def _fct_reviews() -> TableSuite:
    return table_suite(
        "marts.fct_reviews",
        "marts.fct_reviews",
        ("review_no",),
        [
            expect(
                ExpectNoRows,
                "no review lost",
                "reviews.csv 中的每条复核意见都在，且仅出现一次",
                "Every review of reviews.csv is there, and once",
                unexpected_rows_query="""
                    select row_no, report as report_name, rule_id, instance from raw.reviews
                    where (select count(*) from {batch} where review_no = row_no) <> 1
                """,
            ),
            expect(
                ExpectNoRows,
                "holding reviews agree",
                "有效的复核意见所依据的内容未变",
                "A review that holds was made on what stands now: sides, cell, or the very bytes",
                unexpected_rows_query="""
                    select review_no, report_name, rule_id, instance, left_value_reviewed,
                        left_value, right_value_reviewed, right_value, value_raw_reviewed, value_raw
                    from {batch}
                    where review_status = 'holds' and (
                        report_id is null
                        or (
                            (
                                left_value is distinct from left_value_reviewed
                                or right_value is distinct from right_value_reviewed
                                or coalesce(value_raw, '') <> coalesce(value_raw_reviewed, '')
                            )
                            and not (
                                report_name = report_id
                                and left_value_reviewed is null
                                and right_value_reviewed is null
                                and value_raw_reviewed is null
                            )
                        )
                    )
                """,
            ),
        ],
    )
