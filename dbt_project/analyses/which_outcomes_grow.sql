-- Which outcomes grow, by year and group （一） to （六）, in the same agencies as the year before?
-- A report that lacks one of these totals is left out. Whole areas hold their offices once more.
with totals as (

    select
        reports.agency_id,
        reports.report_year,
        agencies.agency_kind = 'government' as is_whole_area,
        case when agencies.agency_kind = 'government' then agencies.agency_level end as area_level,
        outcomes.outcome_group_order,
        outcomes.outcome_group_zh,
        outcomes.outcome_group_en,
        cells.value,
        count(*) over (partition by cells.report_id)
        - count(cells.value) over (partition by cells.report_id) as totals_without_number
    from {{ ref('fct_cells') }} as cells
    inner join {{ ref('dim_outcomes') }} as outcomes
        on cells.line_code = outcomes.outcome_code
    inner join {{ ref('dim_reports') }} as reports
        on cells.report_id = reports.report_id
    inner join {{ ref('dim_agencies') }} as agencies
        on reports.agency_id = agencies.agency_id
    where cells.table_no = 3 and cells.column_code = 'total'

),

agency_years as (

    select
        agency_id,
        report_year,
        outcome_group_order,
        max(is_whole_area) as is_whole_area,
        max(area_level) as area_level,
        max(outcome_group_zh) as outcome_group_zh,
        max(outcome_group_en) as outcome_group_en,
        sum(value) as applications
    from totals
    where totals_without_number = 0
    group by agency_id, report_year, outcome_group_order

)

select
    this_year.report_year,
    this_year.is_whole_area,
    this_year.area_level,
    this_year.outcome_group_zh,
    this_year.outcome_group_en,
    count(*) as agencies_in_both_years,
    sum(year_before.applications) as applications_year_before,
    sum(this_year.applications) as applications,
    sum(this_year.applications - year_before.applications) as change_in_applications,
    round(
        sum(this_year.applications - year_before.applications)
        / nullif(sum(year_before.applications), 0) * 100,
        1
    ) as change_percent
from agency_years as this_year
inner join agency_years as year_before
    on
        this_year.agency_id = year_before.agency_id
        and this_year.report_year - 1 = year_before.report_year
        and this_year.outcome_group_order = year_before.outcome_group_order
group by
    this_year.report_year,
    this_year.is_whole_area,
    this_year.area_level,
    this_year.outcome_group_order,
    this_year.outcome_group_zh,
    this_year.outcome_group_en
order by
    this_year.report_year asc,
    this_year.is_whole_area asc,
    this_year.area_level asc nulls last,
    change_in_applications desc,
    this_year.outcome_group_order asc
