"""What the pages show, asked of a warehouse: everything here is already in its marts."""

from collections.abc import Iterator
from typing import Any

import duckdb

from extract.language import in_chinese
from pipeline.database import as_people_write

REPORTS_AT_A_TIME = 2000

# Numbers leave as text, so that none is rounded on its way to a page.
MACROS = f"""
    create or replace temp macro plain(number) as {as_people_write("number::decimal(24, 6)")}
"""
# Asked once, for the rules' results are many and few of them are findings.
FINDINGS = """
    create or replace temp table failures as
    select * from marts.fct_rule_results where status = 'fail'
"""
OPEN = "create or replace temp view findings as select * from failures where is_open"
FORM = """
    select cells.form_variant, cells.table_no, tables.* exclude (table_no), cells.row_no,
        cells.line_code, measures.measure_id,
        cells.clause_zh, clauses.heading_en as clause_en,
        cells.group_zh, groups.heading_en as group_en,
        cells.line_label_zh, measures.line_label_en,
        cells.column_label_zh, measures.column_label_en,
        columns.column_group_zh, columns.column_group_en, cells.unit
    from form.form_cells as cells
    inner join form.form_tables as tables using (table_no)
    inner join form.form_columns as columns using (table_no, column_code)
    inner join marts.dim_measures as measures using (table_no, line_code, column_code)
    left join form.form_headings as clauses on cells.clause_zh = clauses.heading_zh
    left join form.form_headings as groups on cells.group_zh = groups.heading_zh
    order by cells.form_variant, cells.table_no, cells.row_no, cells.position
"""
RULES = "select * from marts.rpt_rules order by rule_id"
OF_RULES_BY_YEAR = """
    select rule_id, report_year, count(*) filter (status = 'pass') as passed,
        count(*) filter (is_open) as failed
    from marts.fct_rule_results inner join marts.dim_reports using (report_id)
    where status in ('pass', 'fail') and report_year is not null
    group by all order by all
"""
BREAKING = """
    select report_id, agency_name_zh, report_year, source_path, count(*) as findings,
        min_by(findings.statement_zh, instance) as statement_zh,
        min_by(findings.statement_en, instance) as statement_en
    from findings inner join marts.dim_reports using (report_id)
    where rule_id = ?
    group by all
    order by findings desc, agency_name_zh, report_year, source_path limit ?
"""
LIST = """
    with of_reports as (
        select report_id, count(*) filter (severity = 'warning') as warnings,
            count(*) as findings, list(distinct rule_id order by rule_id) as rules
        from findings group by report_id
    )
    select report_id, coalesce(agency_name_zh, source_path) as name, region_code, report_year,
        form_variant, cells_located, cells_expected, coalesce(warnings, 0) as warnings,
        coalesce(findings, 0) as findings, coalesce(rules, []) as rules
    from marts.dim_reports left join of_reports using (report_id)
    where is_current
    order by warnings desc, findings desc, name, report_year, report_id
"""
REGIONS = """
    with recursive used as (
        select region_code from marts.dim_reports
        union
        select parent_region_code from marts.dim_regions inner join used using (region_code)
    )
    select region_code, region_name_zh, parent_region_code
    from marts.dim_regions inner join used using (region_code) order by region_code
"""
REJECTED = """
    select source_path, reason_code, meaning_zh, meaning_en, reason
    from marts.fct_rejected_files order by reason_code, source_path limit ?
"""
# Files that have no page of their own, and the file that stands for each. Takes how many rows are
# wanted at most; null for all.
PASSED_OVER = """
    select files.source_path, reports.source_path as instead, reports.report_id, true as is_copy
    from staging.stg_raw__files as files
    inner join marts.dim_reports as reports using (report_id)
    where files.source_path != reports.source_path
    union all
    select earlier.source_path, later.source_path, later.report_id, false
    from marts.dim_reports as earlier
    inner join marts.dim_reports as later using (agency_id, report_year)
    where not earlier.is_current and later.is_current
    order by all limit ?
"""
REASONS = """
    select meaning_zh, meaning_en, count(*) as files from marts.fct_rejected_files
    group by all order by files desc, meaning_en
"""
VARIANTS = """
    select variants.*, (
        select count(*) from form.form_cells where form_variant = variants.form_variant
    ) as cells
    from form.form_variants as variants order by form_variant
"""
FIGURES = """
    select
        (select count(*) from marts.dim_reports where is_current) as reports,
        (select count(*) from marts.dim_reports where not is_current) as superseded,
        (select count(distinct agency_id) from marts.dim_reports where is_current) as agencies,
        (select count(*) from marts.fct_rejected_files) as rejected,
        (select coalesce(sum(cells_located), 0) from marts.dim_reports where is_current) as located,
        (select coalesce(sum(cells_expected), 0) from marts.dim_reports where is_current)
            as expected,
        (select count(*) from findings where severity = 'warning') as warnings,
        (select count(*) from findings where severity != 'warning') as remarks,
        (select count(distinct report_id) from findings where severity = 'warning')
            as with_warnings
"""
# Tables with many rows a report, sorted by report once, so that a batch reads only its own. What a
# list leaves out is null here already, except labels of lines, which are compared in the list.
IN_ORDER = {
    "cells_in_order": """
        select report_id, table_no, form_variant, nth, value_raw, source_line, source_column,
            source_cell, line_label_raw,
            case when value_status != 'number' then value_status end as status,
            case when plain(value) != value_raw then plain(value) end as value,
            case when column_label_raw != column_label_zh then column_label_raw end
                as column_label
        from marts.fct_cells
        inner join (
            select *, row_number() over (
                partition by form_variant, table_no order by row_no, position
            ) - 1 as nth
            from form.form_cells
        ) using (form_variant, table_no, line_code, column_code)
    """,
    "terms_in_order": "select * from intermediate.int_finding_terms",
    "finding_cells_in_order": "select * from intermediate.int_finding_cells",
    "claims_in_order": """
        select claims.*, is_of_tables from marts.fct_claims as claims
        inner join intermediate.int_claims_attributed using (report_id, claim_no)
    """,
}
# A list has one entry for each cell of the table, in the form's order. What few cells have is kept
# by the place in that order (`nth`), a line's label by the first cell that has it.
REPORT_FILES = """
    with batch as (
        select * from marts.dim_reports
        where is_current and report_id between $first and $last
    ),
    tables as (
        select report_id, table_no, any_value(form_variant) as form_variant,
            list(value_raw order by nth) as raw,
            list(source_line order by nth) as lines,
            list(source_column order by nth) as columns,
            list({nth: nth, text: source_cell} order by nth)
                filter (source_cell is not null) as places,
            list({nth: nth, text: status} order by nth) filter (status is not null) as statuses,
            list({nth: nth, text: value} order by nth) filter (value is not null) as values,
            list({nth: nth, text: line_label_raw} order by nth) as line_labels,
            list({nth: nth, text: column_label} order by nth)
                filter (column_label is not null) as column_labels
        from cells_in_order where report_id between $first and $last
        group by report_id, table_no
    ),
    tables_of as (
        select report_id, list({
            table_no: table_no, form_variant: tables.form_variant, is_found: found.is_found,
            raw: raw, lines: lines, columns: columns, places: places, statuses: statuses,
            values: values, line_labels: list_filter(
                line_labels,
                lambda label, i: label.text is distinct from line_labels[i - 1].text
            ), column_labels: column_labels
        } order by table_no) as tables
        from tables inner join marts.fct_report_tables as found using (report_id, table_no)
        group by report_id
    ),
    terms as (
        select report_id, rule_id, instance, list({
            side: side, weight: weight, stated_in: stated_in, year_offset: year_offset,
            measure: measure_id
        } order by side, term_no, line_order, column_order) as terms
        from terms_in_order
        left join marts.dim_measures using (measure_id)
        where report_id between $first and $last
        group by all
    ),
    cells as (
        select report_id, rule_id, instance,
            list(measure_id order by line_order, column_order) as cells
        from finding_cells_in_order
        inner join marts.dim_measures using (measure_id)
        where report_id between $first and $last
        group by all
    ),
    findings_of as (
        select report_id, list({
            rule: rule_id, instance: instance, severity: findings.severity,
            zh: findings.statement_zh, en: findings.statement_en,
            comparison: rules.comparison, left_value: plain(left_value),
            right_value: plain(right_value), difference: plain(difference),
            review: review_verdict, terms: terms, cells: cells
        } order by findings.severity desc, rule_id, instance) as findings
        from findings
        inner join form.rules as rules using (rule_id)
        left join terms using (report_id, rule_id, instance)
        left join cells using (report_id, rule_id, instance)
        where report_id between $first and $last
        group by report_id
    ),
    dismissed_of as (
        select report_id, list({
            rule: rule_id, severity: severity, zh: statement_zh, en: statement_en,
            reason: reason, reviewer: reviewer, reviewed: reviewed_on
        } order by rule_id, instance) as dismissed
        from failures inner join marts.fct_reviews using (report_id, rule_id, instance)
        where not is_open and review_status = 'holds' and report_id between $first and $last
        group by report_id
    ),
    replaced_of as (
        select later.report_id, list(earlier.source_path order by earlier.source_path) as replaced
        from batch as later
        inner join marts.dim_reports as earlier using (agency_id, report_year)
        where not earlier.is_current
        group by later.report_id
    ),
    suspects_of as (
        select report_id, list({
            measure: measure_id, value: plain(reconciling_value), zh: statement_zh,
            en: statement_en
        } order by measure_id) as suspects
        from marts.fct_suspect_cells where report_id between $first and $last
        group by report_id
    ),
    claims_of as (
        select report_id, list({
            zh: label_zh, en: label_en, table_no: table_no,
            measure: line_code || '.' || column_code, value: plain(claims.value), raw: value_raw,
            sentence: sentence, line: source_line,
            is_of_tables: is_of_tables
        } order by claim_no) as claims
        from claims_in_order as claims
        inner join form.claim_topics using (claim_code)
        where report_id between $first and $last
        group by report_id
    ),
    notes_of as (
        select report_id, list({
            zh: meaning_zh, en: meaning_en, said_zh: in_chinese(sentence), said_en: sentence,
            line: source_line
        } order by table_no, source_line, note_code, sentence) as notes
        from marts.fct_extraction_notes inner join form.extraction_note_codes using (note_code)
        where report_id between $first and $last
        group by report_id
    ),
    warnings as (
        select report_id, count(*) as warnings from findings
        where severity = 'warning' group by report_id
    ),
    years_of as (
        select agency_id, list({
            year: report_year, id: years.report_id, received: plain(received),
            carried_in: plain(carried_in), handled: plain(handled),
            carried_out: plain(carried_out), granted_rate: granted_rate,
            disputes: plain(disputes), warnings: coalesce(warnings, 0)
        } order by report_year) as years
        from marts.rpt_agency_years as years left join warnings using (report_id)
        where agency_id in (select agency_id from batch)
        group by agency_id
    )
    select report_id, to_json({
        id: report_id, agency: agency_name_zh, year: report_year, title: title_zh,
        region: region_path_zh, variant: batch.form_variant,
        published: published_date, path: source_path, url: source_url, sha256: source_sha256,
        media_type: media_type, encoding: encoding, located: cells_located,
        expected: cells_expected, tables: coalesce(tables, []),
        findings: coalesce(findings, []), dismissed: coalesce(dismissed, []),
        replaced: coalesce(replaced, []),
        suspects: coalesce(suspects, []), claims: coalesce(claims, []),
        notes: coalesce(notes, []), years: coalesce(years, [])
    })::varchar
    from batch
    left join marts.dim_regions using (region_code)
    left join tables_of using (report_id)
    left join findings_of using (report_id)
    left join dismissed_of using (report_id)
    left join replaced_of using (report_id)
    left join suspects_of using (report_id)
    left join claims_of using (report_id)
    left join notes_of using (report_id)
    left join years_of using (agency_id)
    order by report_id
"""


class Source:
    """A built warehouse, opened for reading, that answers what the pages ask."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        connection.create_function("in_chinese", in_chinese, ["VARCHAR"], "VARCHAR")
        for statement in (MACROS, FINDINGS, OPEN):
            connection.execute(statement)

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """The rows of a query, each with its columns by name."""
        answer = self._connection.execute(query, values)
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def report_files(self) -> Iterator[tuple[str, str]]:
        """Each current report's id with all that its page shows, as JSON."""
        for name, query in IN_ORDER.items():
            self._connection.execute(
                f"create or replace temp table {name} as {query} order by report_id"
            )
        ids = "select report_id from marts.dim_reports where is_current order by report_id"
        report_ids = [row["report_id"] for row in self.rows(ids)]
        for start in range(0, len(report_ids), REPORTS_AT_A_TIME):
            batch = report_ids[start : start + REPORTS_AT_A_TIME]
            between = {"first": batch[0], "last": batch[-1]}
            yield from self._connection.execute(REPORT_FILES, between).fetchall()
