select
    cells.report_id,
    cells.column_code as applicant_type_code,
    cells.line_code as outcome_code,
    cells.form_variant,
    cells.value,
    cells.value_status
from {{ ref('fct_cells') }} as cells
inner join {{ ref('dim_outcomes') }} as outcomes
    on cells.line_code = outcomes.outcome_code
where cells.role = 'component'
