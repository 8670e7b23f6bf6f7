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

),

-- what extraction took as it stands, and parsing could not read
values_not_understood as (

    select
        report_id,
        table_no,
        form_variant,
        line_code,
        'value_not_understood' as note_code,
        line_label_raw || ', ' || column_code || ': neither a number nor a known mark: '
        || value_raw as sentence,
        source_line
    from {{ ref('fct_cells') }}
    where is_located and value_status = 'unreadable'

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

union all

select * from values_not_understood
