-- Which cell is probably wrong: the one number that would make every sum around it hold?
-- A suggestion to look at the source, never applied: two slips at once can point to a third cell.
with suspects as (

    select * from {{ ref('fct_suspect_cells') }}

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
    suspects.table_no,
    measures.line_label_zh,
    measures.column_label_zh,
    measures.line_label_en,
    measures.column_label_en,
    suspects.value,
    suspects.value_raw,
    suspects.value_status,
    suspects.reconciling_value,
    suspects.instances_explained,
    suspects.statement_zh,
    suspects.statement_en,
    reports.source_path,
    suspects.source_line,
    suspects.source_column,
    suspects.source_cell
from suspects
inner join measures
    on suspects.measure_id = measures.measure_id
inner join reports
    on suspects.report_id = reports.report_id
order by reports.source_path, measures.line_order, measures.column_order
