"""What must hold of the shape of the marts, whatever the reports say: everything critical."""

from expectations.table_suite import TableSuite, expect, filled, one_of, table_suite
from expectations.unexpected_rows import ExpectNoRows
from expectations.verdict import SEVERITIES
from extract.form import read_seed

VALUE_STATUSES = tuple(row["value_status"] for row in read_seed("value_statuses"))
CLAIM_SCOPES = ("own", "area", "part", "unstated")
AGENCY_KINDS = ("government", "department", "township", "sub_district", "other")
REGION_LEVELS = ("province", "prefecture", "county")
AGENCY_LEVELS = (*REGION_LEVELS, "township")


def suites() -> list[TableSuite]:
    """Return one suite for each mart whose rows others refer to."""
    return [
        _dim_reports(),
        _dim_agencies(),
        _dim_regions(),
        table_suite(
            "marts.dim_measures",
            "marts.dim_measures",
            ("table_no", "line_code", "column_code"),
            [],
        ),
        _fct_cells(),
        _fct_claims(),
        table_suite("marts.fct_rejected_files", "marts.fct_rejected_files", ("source_path",), []),
        _rpt_rules(),
    ]


def _dim_reports() -> TableSuite:
    return table_suite(
        "marts.dim_reports",
        "marts.dim_reports",
        ("report_id",),
        [
            expect(
                ExpectNoRows,
                "no report lost",
                "每份已装载的报告都进入 marts",
                "Every report that was loaded is in the marts",
                unexpected_rows_query="""
                    select source_path, report_id from raw.files
                    where not exists (select 1 from {batch} where report_id = files.report_id)
                """,
            ),
            expect(
                ExpectNoRows,
                "some reports",
                "至少装载了一份报告",
                "At least one report was loaded: an empty warehouse must not replace a good one",
                unexpected_rows_query="""
                    select count(*) as reports from {batch} having count(*) = 0
                """,
            ),
        ],
    )


def _dim_agencies() -> TableSuite:
    return table_suite(
        "marts.dim_agencies",
        "marts.dim_agencies",
        ("agency_id",),
        [
            filled("agency_name_zh"),
            filled("agency_kind"),
            one_of("agency_kind", AGENCY_KINDS),
            one_of("agency_level", AGENCY_LEVELS),
            expect(
                ExpectNoRows,
                "regions exist",
                "每个机关所属的行政区划都存在",
                "Every region an agency was placed in exists",
                unexpected_rows_query="""
                    select agency_id, agency_name_zh, region_code from {batch}
                    where region_code is not null
                        and region_code not in (select region_code from marts.dim_regions)
                """,
            ),
            expect(
                ExpectNoRows,
                "regions have sources",
                "有行政区划就有其来源，反之亦然",
                "It is told how an agency was placed exactly where it was",
                unexpected_rows_query="""
                    select agency_id, agency_name_zh, region_code, region_source from {batch}
                    where (region_code is null) <> (region_source is null)
                """,
            ),
        ],
    )


def _dim_regions() -> TableSuite:
    return table_suite(
        "marts.dim_regions",
        "marts.dim_regions",
        ("region_code",),
        [
            filled("region_name_zh"),
            one_of("region_level", REGION_LEVELS),
            expect(
                ExpectNoRows,
                "parents exist",
                "每个行政区划的上级都存在，且只有省级没有上级",
                "Every region's parent exists, and only provinces have none",
                unexpected_rows_query="""
                    select region_code, region_name_zh, parent_region_code
                    from {batch}
                    where (parent_region_code is null) <> (region_level = 'province')
                        or parent_region_code not in (
                            select region_code from {batch}
                            where region_level <> 'county'
                        )
                """,
            ),
            expect(
                ExpectNoRows,
                "some regions",
                "至少有一个行政区划",
                "There are regions to place agencies in",
                unexpected_rows_query="select count(*) as regions from {batch} having count(*) = 0",
            ),
        ],
    )


def _fct_cells() -> TableSuite:
    return table_suite(
        "marts.fct_cells",
        "marts.fct_cells",
        ("report_id", "table_no", "line_code", "column_code"),
        [
            filled("value_status"),
            one_of("value_status", VALUE_STATUSES),
            expect(
                ExpectNoRows,
                "value only of numbers",
                "value_status 为 number 时才有 value，且必有 value",
                "A cell has a value exactly where its value_status is number",
                unexpected_rows_query="""
                    select report_id, table_no, line_code, column_code, value, value_raw,
                        value_status
                    from {batch}
                    where (value is not null) <> (value_status = 'number')
                """,
            ),
            expect(
                ExpectNoRows,
                "cells asked for",
                "每份现行报告的单元格数等于表格所要求的数目",
                "Every current report has as many cells as the form asks for",
                unexpected_rows_query="""
                    select source_path, report_id, cells_expected, coalesce(cells, 0) as cells_kept
                    from marts.dim_reports
                    left join (
                        select report_id, count(*) as cells from {batch} group by report_id
                    ) using (report_id)
                    where is_current and coalesce(cells, 0) is distinct from cells_expected
                """,
            ),
            expect(
                ExpectNoRows,
                "no cell lost",
                "从文件中提取的每个单元格都进入 marts，不多不少",
                "Every cell extracted from a current report is in the marts, no more and no less",
                unexpected_rows_query="""
                    select source_path, report_id, table_no,
                        coalesce(extracted.cells, 0) as cells_extracted,
                        coalesce(kept.cells, 0) as cells_kept
                    from (
                        select report_id, table_no, count(*) as cells
                        from raw.cells group by report_id, table_no
                    ) as extracted
                    full join (
                        select report_id, table_no, count(*) as cells
                        from {batch} where value_status <> 'absent' group by report_id, table_no
                    ) as kept using (report_id, table_no)
                    join marts.dim_reports using (report_id)
                    where is_current and extracted.cells is distinct from kept.cells
                """,
            ),
            expect(
                ExpectNoRows,
                "some cells",
                "有报告就有单元格",
                "Where there are reports there are cells",
                unexpected_rows_query="""
                    select count(*) as reports from marts.dim_reports
                    having count(*) > 0 and not exists (select 1 from {batch})
                """,
            ),
        ],
    )


def _fct_claims() -> TableSuite:
    return table_suite(
        "marts.fct_claims",
        "marts.fct_claims",
        ("report_id", "claim_no"),
        [
            filled("value"),
            one_of("scope", CLAIM_SCOPES),
            expect(
                ExpectNoRows,
                "claim in its sentence",
                "每项表述的原文都出现在所引句子中；表述为无的，数值为零",
                "What is claimed stands in the sentence cited; where it is none, the value is zero",
                unexpected_rows_query="""
                    select report_id, claim_no, claim_code, value, value_raw, sentence
                    from {batch}
                    where instr(sentence, value_raw) = 0 or (is_none and value <> 0)
                """,
            ),
            expect(
                ExpectNoRows,
                "no claim lost",
                "现行报告中提取的每项本年度表述都进入 marts，不多不少",
                "Every claim extracted from a current report about its year is in the marts, "
                "no more and no less",
                unexpected_rows_query="""
                    select source_path, report_id,
                        coalesce(extracted.claims, 0) as claims_extracted,
                        coalesce(kept.claims, 0) as claims_kept
                    from (
                        select report_id, count(*) as claims
                        from raw.claims join marts.dim_reports using (report_id)
                        where is_current and coalesce(year_named = report_year, year_named is null)
                        group by report_id
                    ) as extracted
                    full join (
                        select report_id, count(*) as claims from {batch} group by report_id
                    ) as kept using (report_id)
                    left join marts.dim_reports using (report_id)
                    where extracted.claims is distinct from kept.claims
                """,
            ),
        ],
    )


def _rpt_rules() -> TableSuite:
    return table_suite(
        "marts.rpt_rules",
        "marts.rpt_rules",
        ("rule_id",),
        [
            filled("severity"),
            one_of("severity", SEVERITIES),
            expect(
                ExpectNoRows,
                "some rules",
                "至少有一条规则",
                "There are rules to judge by",
                unexpected_rows_query="select count(*) as rules from {batch} having count(*) = 0",
            ),
        ],
    )
