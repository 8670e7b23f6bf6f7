-- Where was this number printed: file, line and place of every non-zero number of Table 3?
-- Totals stand among the components they sum (role): use this to look up, not to add up.
with cells as (

    select * from {{ ref('fct_cells') }}
    where table_no = 3 and value != 0

),

measures as (

    select * from {{ ref('dim_measures') }}

),

reports as (

    select * from {{ ref('dim_reports') }}

)

select
    reports.agency_name_zh,
    reports.report_year,
    measures.line_label_zh,
    measures.column_label_zh,
    measures.line_label_en,
    measures.column_label_en,
    cells.role,
    cells.value,
    cells.value_raw,
    cells.line_label_raw,
    reports.source_path,
    cells.source_line,
    cells.source_column,
    reports.source_url
from cells
inner join measures
    on cells.measure_id = measures.measure_id
inner join reports
    on cells.report_id = reports.report_id
order by
    reports.source_path,
    cells.source_line,
    cells.source_column,
    measures.line_order,
    measures.column_order
