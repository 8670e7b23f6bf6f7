-- Whose backlog grows: applications carried over to the next year, from the first year to the last?
-- Years without that number are passed over, not taken as 0; an agency needs two years with one.
with agency_years as (

    select * from {{ ref('rpt_agency_years') }}
    where carried_out is not null

),

agencies as (

    select * from {{ ref('dim_agencies') }}

),

spans as (

    select
        agency_id,
        min(report_year) as first_year,
        max(report_year) as last_year,
        count(*) as years,
        count(case when carried_out_change > 0 then 1 end) as rises,
        count(case when carried_out_change < 0 then 1 end) as falls,
        sum(table3_warnings) as table3_warnings
    from agency_years
    group by agency_id
    having count(*) > 1

)

select
    agencies.agency_name_zh,
    spans.first_year,
    spans.last_year,
    spans.years,
    first_years.carried_out as carried_out_in_first_year,
    last_years.carried_out as carried_out_in_last_year,
    last_years.carried_out - first_years.carried_out as backlog_change,
    spans.rises,
    spans.falls,
    last_years.handled as handled_in_last_year,
    round(last_years.carried_out / nullif(last_years.handled, 0) * 100, 1)
        as backlog_percent_of_handled,
    spans.table3_warnings
from spans
inner join agencies
    on spans.agency_id = agencies.agency_id
inner join agency_years as first_years
    on spans.agency_id = first_years.agency_id and spans.first_year = first_years.report_year
inner join agency_years as last_years
    on spans.agency_id = last_years.agency_id and spans.last_year = last_years.report_year
order by
    backlog_change desc,
    carried_out_in_last_year desc,
    agencies.agency_name_zh asc,
    spans.agency_id asc
