-- What share of the applications it handled did each agency grant, and did its backlog grow?
-- Totals as printed: where table3_warnings is not 0 a check of Table 3 failed, so look there first.
with totals as (

    select
        report_id,
        max(case when line_code = 'received' then value end) as received,
        max(case when line_code = 'carried_in' then value end) as carried_in,
        max(case when line_code = 'total_handled' then value end) as handled,
        max(case when line_code = 'granted' then value end) as fully_granted,
        max(case when line_code = 'partly_granted' then value end) as partly_granted,
        max(case when line_code = 'carried_out' then value end) as carried_out
    from {{ ref('fct_cells') }}
    where table_no = 3 and column_code = 'total'
    group by report_id

),

warnings as (

    select
        report_id,
        count(case when status = 'fail' then 1 end) as table3_warnings
    from {{ ref('fct_rule_results') }}
    where table_no = 3 and severity = 'warning'
    group by report_id

),

reports as (

    select * from {{ ref('dim_reports') }}

)

select
    reports.agency_name_zh,
    reports.report_year,
    totals.received,
    totals.carried_in,
    totals.handled,
    totals.fully_granted,
    totals.partly_granted,
    round(totals.fully_granted / nullif(totals.handled, 0) * 100, 1) as fully_granted_percent,
    round(
        (totals.fully_granted + totals.partly_granted) / nullif(totals.handled, 0) * 100, 1
    ) as fully_or_partly_granted_percent,
    totals.carried_out,
    totals.carried_out - totals.carried_in as backlog_change,
    warnings.table3_warnings,
    reports.source_path
from totals
inner join reports
    on totals.report_id = reports.report_id
left join warnings
    on totals.report_id = warnings.report_id
order by reports.agency_name_zh nulls last, reports.report_year nulls last, reports.source_path
