{{ config(materialized='table') }}

-- Every instance of every rule, judged, under the name that people call it by.
with judged as (

    select
        report_id,
        rule_id,
        table_no,
        form_variant,
        scope_line,
        scope_column,
        equation_no,
        left_value,
        right_value,
        difference,
        blank_terms,
        cast(null as string) as value_status,
        cast(null as string) as value_raw,
        status
    from {{ ref('int_arithmetic_rules_judged') }}

    union all

    select
        report_id,
        rule_id,
        table_no,
        form_variant,
        scope_line,
        scope_column,
        cast(null as integer) as equation_no,
        left_value,
        cast(null as decimal(24, 6)) as right_value,
        cast(null as decimal(24, 6)) as difference,
        0 as blank_terms,
        value_status,
        value_raw,
        status
    from {{ ref('int_cell_rules_judged') }}

    union all

    select
        report_id,
        rule_id,
        table_no,
        form_variant,
        cast(null as string) as scope_line,
        cast(null as string) as scope_column,
        cast(null as integer) as equation_no,
        left_value,
        right_value,
        difference,
        0 as blank_terms,
        cast(null as string) as value_status,
        cast(null as string) as value_raw,
        status
    from {{ ref('int_table_rules_judged') }}

)

select
    judged.report_id,
    judged.rule_id,
    case rules.scope
        when 'report' then 'report'
        when 'table' then 'table_' || cast(judged.table_no as string)
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
