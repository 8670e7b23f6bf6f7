with report_tables as (

    select * from {{ ref('stg_raw__report_tables') }}

),

-- the lines the form asks for, of current reports only
form_lines as (

    select
        report_id,
        table_no,
        line_code,
        bool_or(is_located) as is_located
    from {{ ref('fct_cells') }}
    group by report_id, table_no, line_code

),

-- counted apart: DuckDB keeps what it counts distinct in memory, whatever its limit
lines as (

    select
        report_id,
        table_no,
        count(*) as lines_expected,
        count(case when is_located then 1 end) as lines_located
    from form_lines
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
