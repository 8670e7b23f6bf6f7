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

cells as (

    select * from {{ ref('fct_cells') }}

),

form_cells as (

    select * from {{ ref('form_cells') }}

),

-- what extraction took as it stands, and parsing could not read
values_not_understood as (

    select
        cells.report_id,
        cells.table_no,
        cells.form_variant,
        cells.line_code,
        'value_not_understood' as note_code,
        {{ line_label_in_full('form_cells.group_zh', 'form_cells.line_label_zh') }}
        || ', ' || form_cells.column_label_zh
        || ': neither a number nor a known mark: '
        || replace(cells.value_raw, chr(10), ' ⏎ ') as sentence,
        cells.source_line
    from cells
    inner join form_cells
        on
            cells.form_variant = form_cells.form_variant
            and cells.line_code = form_cells.line_code
            and cells.column_code = form_cells.column_code
    where cells.is_located and cells.value_status = 'unreadable'

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
