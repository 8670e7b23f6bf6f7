{{ config(materialized='table') }}

-- Which report the terms of each year are read from: the report itself, or its agency's of
-- another year.
with current_reports as (

    select
        report_id,
        agency_id,
        report_year
    from {{ ref('dim_reports') }}
    where is_current

),

other_years as (

    select distinct year_offset
    from {{ ref('rule_terms') }}
    where year_offset != 0

)

select
    report_id,
    0 as year_offset,
    report_id as period_report_id
from current_reports

union all

select
    reports.report_id,
    other_years.year_offset,
    periods.report_id as period_report_id
from current_reports as reports
cross join other_years
inner join current_reports as periods
    on
        reports.agency_id = periods.agency_id
        and reports.report_year + other_years.year_offset = periods.report_year
