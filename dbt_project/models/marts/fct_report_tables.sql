with report_tables as (

    select * from {{ ref('stg_raw__report_tables') }}

),

-- the cells the form asks for, of current reports only
lines as (

    select
        report_id,
        table_no,
        count(distinct line_code) as lines_expected,
        count(distinct case when is_located then line_code end) as lines_located
    from {{ ref('fct_cells') }}
    group by report_id, table_no

),

notes as (

    select
        report_id,
        table_no,
        count(*) as note_count
    from {{ ref('fct_extraction_notes') }}
    group by report_id, table_no

)

select
    report_tables.report_id,
    report_tables.table_no,
    report_tables.form_variant,
    report_tables.is_found,
    report_tables.text_layout,
    report_tables.alignment,
    report_tables.first_line,
    report_tables.last_line,
    cast(lines.lines_expected as integer) as lines_expected,
    cast(lines.lines_located as integer) as lines_located,
    cast(coalesce(notes.note_count, 0) as integer) as notes
from report_tables
inner join lines
    on report_tables.report_id = lines.report_id and report_tables.table_no = lines.table_no
left join notes
    on report_tables.report_id = notes.report_id and report_tables.table_no = notes.table_no
