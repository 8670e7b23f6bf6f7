select
    cells.report_id,
    cells.measure_id,
    cells.form_variant,
    cells.line_code,
    cells.column_code,
    measures.measure_type,
    cells.value,
    cells.unit,
    cells.value_status
from {{ ref('fct_cells') }} as cells
inner join {{ ref('dim_measures') }} as measures
    on cells.measure_id = measures.measure_id
where cells.table_no = 2 and cells.role = 'component'
