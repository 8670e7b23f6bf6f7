{{ config(materialized='table') }}

-- Every instance of every rule, judged, under the name that people call it by.
with judged as (

    select
        *,
        cast(null as varchar) as value_status,
        cast(null as varchar) as value_raw
    from {{ ref('int_arithmetic_rules_judged') }}

    union all by name

    select
        *,
        cast(null as integer) as equation_no,
        cast(null as decimal(24, 6)) as right_value,
        cast(null as decimal(24, 6)) as difference,
        0 as blank_terms
    from {{ ref('int_cell_rules_judged') }}

    union all by name

    select
        *,
        cast(null as varchar) as scope_line,
        cast(null as varchar) as scope_column,
        cast(null as integer) as equation_no,
        0 as blank_terms,
        cast(null as varchar) as value_status,
        cast(null as varchar) as value_raw
    from {{ ref('int_table_rules_judged') }}

)

select
    judged.report_id,
    judged.rule_id,
    case rules.scope
        when 'report' then 'report'
        when 'table' then 'table_' || cast(judged.table_no as varchar)
        else concat_ws('.', judged.scope_line, judged.scope_column)
    end as instance,
    judged.table_no,
    judged.form_variant,
    judged.scope_line,
    judged.scope_column,
    judged.equation_no,
    judged.left_value,
    judged.right_value,
    judged.difference,
    judged.blank_terms,
    judged.value_status,
    judged.value_raw,
    judged.status
from judged
inner join {{ ref('rules') }} as rules
    on judged.rule_id = rules.rule_id
