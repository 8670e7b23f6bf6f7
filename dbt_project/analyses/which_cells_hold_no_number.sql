-- Which cells are blank, not applicable, unreadable or missing, report by report?
-- blank is printed empty, absent was not found in the file; neither of them says 0.
with cells as (

    select
        *,
        count(*) over (partition by report_id) as cells_in_report
    from {{ ref('fct_cells') }}
    where value_status != 'number'

),

measures as (

    select * from {{ ref('dim_measures') }}

),

reports as (

    select * from {{ ref('dim_reports') }}

)

select
    cells.cells_in_report,
    reports.agency_name_zh,
    reports.report_year,
    cells.table_no,
    measures.line_label_zh,
    measures.column_label_zh,
    measures.line_label_en,
    measures.column_label_en,
    cells.value_status,
    cells.value_raw,
    reports.source_path,
    cells.source_line
from cells
inner join measures
    on cells.measure_id = measures.measure_id
inner join reports
    on cells.report_id = reports.report_id
order by
    cells.cells_in_report desc,
    reports.source_path asc,
    cells.table_no asc,
    measures.line_order asc,
    measures.column_order asc
