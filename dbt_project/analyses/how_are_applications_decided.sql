-- How were applications decided, by year and group of outcomes, both forms together?
-- A cell without a number is left out, not taken as 0: cells_without_number says how many were.
with outcomes as (

    select * from {{ ref('fct_request_outcomes') }}

),

outcome_groups as (

    select * from {{ ref('dim_outcomes') }}

),

reports as (

    select * from {{ ref('dim_reports') }}

),

by_year as (

    select
        reports.report_year,
        outcome_groups.outcome_group_order,
        outcome_groups.clause_zh,
        outcome_groups.outcome_group_zh,
        outcome_groups.outcome_group_en,
        sum(outcomes.value) as applications,
        count(distinct outcomes.report_id) as reports,
        sum(case when outcomes.value is null then 1 else 0 end) as cells_without_number
    from outcomes
    inner join outcome_groups
        on outcomes.outcome_code = outcome_groups.outcome_code
    inner join reports
        on outcomes.report_id = reports.report_id
    group by
        reports.report_year,
        outcome_groups.outcome_group_order,
        outcome_groups.clause_zh,
        outcome_groups.outcome_group_zh,
        outcome_groups.outcome_group_en

)

select
    report_year,
    clause_zh,
    outcome_group_zh,
    outcome_group_en,
    applications,
    round(
        applications / nullif(sum(applications) over (partition by report_year), 0) * 100, 1
    ) as percent_of_year,
    reports,
    cells_without_number
from by_year
order by report_year nulls last, outcome_group_order
