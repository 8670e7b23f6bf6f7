with notes as (

    select * from {{ ref('stg_raw__notes') }}

),

report_tables as (

    select * from {{ ref('stg_raw__report_tables') }}

),

current_reports as (

    select report_id
    from {{ ref('dim_reports') }}
    where is_current

)

select
    notes.report_id,
    notes.table_no,
    report_tables.form_variant,
    notes.line_code,
    notes.note_code,
    notes.sentence,
    notes.source_line
from notes
inner join current_reports on notes.report_id = current_reports.report_id
left join report_tables
    on notes.report_id = report_tables.report_id and notes.table_no = report_tables.table_no
