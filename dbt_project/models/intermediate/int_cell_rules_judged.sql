-- The rules that look at one cell: is it filled (F-01), is it a count (F-02)?
with cells as (

    select
        cells.*,
        statuses.is_filled,
        measures.may_be_negative
    from {{ ref('fct_cells') }} as cells
    inner join {{ ref('value_statuses') }} as statuses
        on cells.value_status = statuses.value_status
    inner join {{ ref('dim_measures') }} as measures
        on cells.measure_id = measures.measure_id

),

rules as (

    select
        rules.rule_id,
        rules.kind,
        form_variants.form_variant
    from {{ ref('rules') }} as rules
    inner join {{ ref('form_variants') }} as form_variants
        on {{ applies_to_variant('rules.form_variants', 'form_variants.form_variant') }}

),

judged as (

    select
        *,
        'filled' as kind,
        case when is_filled then 'pass' else 'fail' end as status
    from cells

    union all

    select
        *,
        'countable' as kind,
        case
            when value_status = 'unreadable' then 'fail'
            when value_status != 'number' then 'not_assessable'
            when value < 0 and not may_be_negative then 'fail'
            when unit = 'count' and value != floor(value) then 'fail'
            else 'pass'
        end as status
    from cells

)

select
    judged.report_id,
    rules.rule_id,
    judged.table_no,
    judged.form_variant,
    judged.line_code as scope_line,
    judged.column_code as scope_column,
    judged.value as left_value,
    judged.value_status,
    judged.value_raw,
    judged.status
from judged
inner join rules
    on judged.kind = rules.kind and judged.form_variant = rules.form_variant
