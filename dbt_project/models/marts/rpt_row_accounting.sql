-- What came in at each step against what came of it, so that nothing is lost, or there twice,
-- without a trace. Each side is counted where it is stored, not derived from the other.
with reports as (

    select * from {{ ref('dim_reports') }}

),

report_tables as (

    select
        report_tables.table_no,
        report_tables.form_variant,
        reports.is_current
    from {{ ref('stg_raw__report_tables') }} as report_tables
    inner join reports on report_tables.report_id = reports.report_id

),

form_cells as (

    select * from {{ ref('form_cells') }}

),

cells_asked_for as (

    select form_cells.*
    from report_tables
    inner join form_cells
        on
            report_tables.form_variant = form_cells.form_variant
            and report_tables.table_no = form_cells.table_no
    where report_tables.is_current

),

cells as (

    select
        count(case when value_status != 'absent' then 1 end) as found,
        count(case when value_status = 'absent' then 1 end) as absent
    from {{ ref('fct_cells') }}

),

counted as (

    select
        'files' as account,
        -- null until the load is finished: then nothing balances it
        (select sum(loads.files_found) from {{ ref('stg_raw__loads') }} as loads) as rows_in,
        count(*) as rows_kept,
        (select count(*) from {{ ref('fct_rejected_files') }}) as rows_set_aside
    from {{ ref('stg_raw__files') }} as files
    inner join reports on files.report_id = reports.report_id

    union all

    select
        'reports' as account,
        (select count(*) from {{ ref('stg_raw__reports') }}) as rows_in,
        count(case when is_current then 1 end) as rows_kept,
        count(case when not is_current then 1 end) as rows_set_aside
    from reports

    union all

    select
        'tables' as account,
        (select count(*) from {{ ref('stg_raw__reports') }})
        * (select count(distinct form_cells.table_no) from form_cells) as rows_in,
        (select count(*) from {{ ref('fct_report_tables') }}) as rows_kept,
        count(case when not is_current then 1 end) as rows_set_aside
    from report_tables

    union all

    select
        'cells_found' as account,
        (select count(*) from {{ ref('stg_raw__cells') }}) as rows_in,
        (select cells.found from cells) as rows_kept,
        count(case when not reports.is_current then 1 end) as rows_set_aside
    from {{ ref('stg_raw__cells') }} as extracted
    inner join reports on extracted.report_id = reports.report_id

    union all

    select
        'cells_asked_for' as account,
        (select count(*) from cells_asked_for) as rows_in,
        found as rows_kept,
        absent as rows_set_aside
    from cells

    union all

    select
        'claims' as account,
        (select count(*) from {{ ref('stg_raw__claims') }}) as rows_in,
        (select count(*) from {{ ref('fct_claims') }}) as rows_kept,
        -- a claim that names a year is set aside if the report's is unknown
        count(case
            when not reports.is_current then 1
            when claims.year_named != coalesce(reports.report_year, 0) then 1
        end) as rows_set_aside
    from {{ ref('stg_raw__claims') }} as claims
    inner join reports on claims.report_id = reports.report_id

)

select
    sentences.account,
    cast(counted.rows_in as bigint) as rows_in,
    cast(counted.rows_kept + counted.rows_set_aside as bigint) as rows_out,
    cast(counted.rows_in - counted.rows_kept - counted.rows_set_aside as bigint) as difference,
    {{ fill_in_account('sentences.statement_zh') }} as statement_zh,
    {{ fill_in_account('sentences.statement_en') }} as statement_en
from {{ ref('row_accounts') }} as sentences
left join counted on sentences.account = counted.account
