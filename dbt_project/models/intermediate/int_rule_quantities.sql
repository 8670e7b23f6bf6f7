-- Every quantity that can enter a rule.
select
    cells.report_id,
    'table' as stated_in,
    cells.form_variant,
    cells.line_code,
    cells.column_code,
    cells.value,
    statuses.counts_as
from {{ ref('fct_cells') }} as cells
inner join {{ ref('value_statuses') }} as statuses
    on cells.value_status = statuses.value_status
