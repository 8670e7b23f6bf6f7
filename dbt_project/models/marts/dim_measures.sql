with cells as (

    select * from {{ ref('form_cells') }}

),

form_lines as (

    select * from {{ ref('form_lines') }}

),

form_columns as (

    select * from {{ ref('form_columns') }}

),

-- labels are those of the newest variant that has the cell
measures as (

    select
        table_no,
        line_code,
        column_code,
        max_by({{ line_label_in_full('group_zh', 'line_label_zh') }}, form_variant)
            as line_label_zh,
        max_by(column_label_zh, form_variant) as column_label_zh,
        max_by(unit, form_variant) as unit,
        max_by(role, form_variant) as role,
        max_by(may_be_negative, form_variant) as may_be_negative,
        string_agg(form_variant, ';' order by form_variant) as form_variants
    from cells
    group by table_no, line_code, column_code

)

select
    {{ measure_id('measures.line_code', 'measures.column_code') }} as measure_id,
    measures.table_no,
    measures.line_code,
    measures.column_code,
    form_lines.line_order,
    form_columns.column_order,
    measures.line_label_zh,
    form_lines.line_label_en,
    measures.column_label_zh,
    form_columns.column_label_en,
    measures.unit,
    measures.role,
    form_columns.measure_type,
    measures.may_be_negative,
    measures.form_variants
from measures
inner join form_lines
    on
        measures.table_no = form_lines.table_no
        and measures.line_code = form_lines.line_code
inner join form_columns
    on
        measures.table_no = form_columns.table_no
        and measures.column_code = form_columns.column_code
