select
    form_lines.line_code as outcome_code,
    form_lines.line_order as outcome_order,
    measures.line_label_zh as outcome_zh,
    form_lines.line_label_en as outcome_en,
    outcome_groups.outcome_group_code,
    outcome_groups.outcome_group_order,
    outcome_groups.clause_zh,
    outcome_groups.outcome_group_zh,
    outcome_groups.outcome_group_en,
    measures.form_variants
from {{ ref('form_lines') }} as form_lines
inner join {{ ref('outcome_groups') }} as outcome_groups
    on form_lines.outcome_group_code = outcome_groups.outcome_group_code
inner join {{ ref('dim_measures') }} as measures
    on
        form_lines.table_no = measures.table_no
        and form_lines.line_code = measures.line_code
        and measures.column_code = 'total'
