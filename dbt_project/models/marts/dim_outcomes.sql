with form_lines as (

    select * from {{ ref('form_lines') }}

),

outcome_groups as (

    select * from {{ ref('outcome_groups') }}

),

-- labels are those of the newest variant that has the line
printed_lines as (

    select
        line_code,
        max_by(line_label_zh, form_variant) as outcome_zh,
        {{ joined_in_order('distinct form_variant', ';', 'form_variant') }} as form_variants
    from {{ ref('form_cells') }}
    group by line_code

)

select
    form_lines.line_code as outcome_code,
    form_lines.line_order as outcome_order,
    printed_lines.outcome_zh,
    form_lines.line_label_en as outcome_en,
    outcome_groups.outcome_group_code,
    outcome_groups.outcome_group_order,
    outcome_groups.clause_zh,
    outcome_groups.outcome_group_zh,
    outcome_groups.outcome_group_en,
    printed_lines.form_variants
from form_lines
inner join outcome_groups
    on form_lines.outcome_group_code = outcome_groups.outcome_group_code
inner join printed_lines
    on form_lines.line_code = printed_lines.line_code
