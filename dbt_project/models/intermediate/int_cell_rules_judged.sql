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

)

select
    cells.report_id,
    rules.rule_id,
    cells.table_no,
    cells.form_variant,
    cells.line_code as scope_line,
    cells.column_code as scope_column,
    cells.value as left_value,
    cells.value_status,
    cells.value_raw,
    case rules.kind
        when 'filled' then case when cells.is_filled then 'pass' else 'fail' end
        when 'countable'
            then
                case
                    when cells.value_status = 'unreadable' then 'fail'
                    when cells.value_status != 'number' then 'not_assessable'
                    when cells.value < 0 and not cells.may_be_negative then 'fail'
                    when cells.unit = 'count' and cells.value != floor(cells.value) then 'fail'
                    else 'pass'
                end
    end as status
from cells
inner join rules
    on cells.form_variant = rules.form_variant
where rules.kind in ('filled', 'countable')
