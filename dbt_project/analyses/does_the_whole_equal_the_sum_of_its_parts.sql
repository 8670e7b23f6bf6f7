-- Does the whole equal the sum of its parts: a government's figures those of the agencies below it?
-- incomplete is no contradiction: a report of an agency below is missing, or might be.
with checks as (

    select * from {{ ref('fct_hierarchy_checks') }}

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
    measures.line_label_en,
    measures.column_label_zh,
    measures.column_label_en,
    checks.stated_in,
    checks.area_value,
    checks.children_value,
    checks.difference,
    checks.children_expected,
    checks.children_counted,
    checks.is_list_given,
    checks.status,
    reports.source_path
from checks
inner join measures
    on checks.measure_id = measures.measure_id
inner join reports
    on checks.report_id = reports.report_id
order by
    case checks.status
        when 'fail' then 1
        when 'incomplete' then 2
        when 'not_assessable' then 3
        else 4
    end asc,
    abs(checks.difference) desc nulls last,
    reports.source_path asc,
    measures.table_no asc,
    measures.line_order asc,
    measures.column_order asc,
    checks.stated_in asc
