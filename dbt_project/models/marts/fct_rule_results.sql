-- A view in DuckDB: the sentences of all results would be half of the warehouse, and few are ever
-- read. No CTE in it is used twice: DuckDB would then work out every sentence for any query.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with judged as (

    select * from {{ ref('int_rule_results_judged') }}

),

reviews as (

    select * from {{ ref('fct_reviews') }}
    where review_status = 'holds'

),

lines as (

    select distinct
        form_cells.form_variant,
        form_cells.table_no,
        form_cells.line_code,
        {{ line_label_in_full('form_cells.group_zh', 'form_cells.line_label_zh') }} as label_zh,
        form_lines.line_label_en as label_en
    from {{ ref('form_cells') }} as form_cells
    inner join {{ ref('form_lines') }} as form_lines
        on
            form_cells.table_no = form_lines.table_no
            and form_cells.line_code = form_lines.line_code

),

columns as (

    select distinct
        form_cells.form_variant,
        form_cells.table_no,
        form_cells.column_code,
        form_cells.column_label_zh as label_zh,
        form_columns.column_label_en as label_en
    from {{ ref('form_cells') }} as form_cells
    inner join {{ ref('form_columns') }} as form_columns
        on
            form_cells.table_no = form_columns.table_no
            and form_cells.column_code = form_columns.column_code

),

rules as (

    select * from {{ ref('rules') }}

),

statuses as (

    select * from {{ ref('value_statuses') }}

),

worded as (

    select
        judged.*,
        lines.label_zh as line_label_zh,
        columns.label_zh as column_label_zh,
        rules.subject as rule_subject,
        rules.finding_severity as severity,
        {{ fill_in_finding('rules.finding_zh', 'zh') }} as statement_zh,
        {{ fill_in_finding('rules.finding_en', 'en') }} as statement_en,
        reviews.verdict as review_verdict
    from judged
    inner join rules
        on judged.rule_id = rules.rule_id
    left join lines
        on
            judged.form_variant = lines.form_variant
            and judged.table_no = lines.table_no
            and judged.scope_line = lines.line_code
    left join columns
        on
            judged.form_variant = columns.form_variant
            and judged.table_no = columns.table_no
            and judged.scope_column = columns.column_code
    left join statuses
        on judged.value_status = statuses.value_status
    left join reviews
        on
            judged.report_id = reviews.report_id
            and judged.rule_id = reviews.rule_id
            and judged.instance = reviews.instance

)

select
    report_id,
    rule_id,
    rule_subject,
    instance,
    severity,
    table_no,
    form_variant,
    scope_line,
    scope_column,
    line_label_zh,
    column_label_zh,
    left_value,
    right_value,
    difference,
    blank_terms,
    status,
    statement_zh,
    statement_en,
    review_verdict,
    status = 'fail' and coalesce(review_verdict, '') != 'dismissed' as is_open
from worded
