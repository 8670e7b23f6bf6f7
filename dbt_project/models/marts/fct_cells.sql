with cells as (

    select * from {{ ref('int_cells_unified') }}

),

current_reports as (

    select report_id
    from {{ ref('dim_reports') }}
    where is_current

)

select
    cells.report_id,
    {{ measure_id('cells.line_code', 'cells.column_code') }} as measure_id,
    cells.table_no,
    cells.form_variant,
    cells.line_code,
    cells.column_code,
    cells.value,
    cells.unit,
    cells.role,
    cells.value_status,
    cells.value_raw,
    cells.is_located,
    cells.line_label_raw,
    cells.column_label_raw,
    cells.source_line,
    cells.source_column,
    cells.source_cell
from cells
inner join current_reports on cells.report_id = current_reports.report_id
