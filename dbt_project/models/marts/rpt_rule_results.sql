{{ config(materialized='view') }}

select
    results.report_id,
    reports.agency_name_zh,
    reports.report_year,
    reports.source_path,
    results.rule_id,
    results.rule_subject,
    results.instance,
    results.severity,
    results.table_no,
    results.form_variant,
    results.scope_line,
    results.scope_column,
    results.line_label_zh,
    results.column_label_zh,
    results.left_value,
    results.right_value,
    results.difference,
    results.blank_terms,
    results.status,
    results.statement_zh,
    results.statement_en,
    results.review_verdict,
    results.is_open
from {{ ref('fct_rule_results') }} as results
inner join {{ ref('dim_reports') }} as reports
    on results.report_id = reports.report_id
