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
        {{ joined_in_order('form_variant', ';', 'form_variant') }} as form_variants,
        count(*) = (select count(*) from {{ ref('form_variants') }})
        and count(distinct concat_ws('|', group_zh, line_label_zh, column_label_zh, unit)) = 1
            as is_same
    from cells
    group by table_no, line_code, column_code

),

comparability as (

    select * from {{ ref('measure_comparability') }}

),

comparabilities as (

    select * from {{ ref('comparabilities') }}

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
    measures.form_variants,
    comparabilities.comparability,
    coalesce(comparability.reason_en, comparabilities.meaning_en) as comparability_reason_en,
    coalesce(comparability.reason_zh, comparabilities.meaning_zh) as comparability_reason_zh
from measures
inner join form_lines
    on
        measures.table_no = form_lines.table_no
        and measures.line_code = form_lines.line_code
inner join form_columns
    on
        measures.table_no = form_columns.table_no
        and measures.column_code = form_columns.column_code
left join comparability
    on
        measures.table_no = comparability.table_no
        and measures.line_code = comparability.line_code
        and comparability.column_code in (measures.column_code, 'each')
left join comparabilities
    on
        coalesce(comparability.comparability, case when measures.is_same then 'same' end)
        = comparabilities.comparability
