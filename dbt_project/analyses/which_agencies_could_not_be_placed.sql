-- Which agencies could not be placed, in a division or a year, and what would settle it?
-- Agencies of no division, such as organs of the state as a whole, rightly have none.
with reports as (

    select * from {{ ref('dim_reports') }}
    where
        is_current
        and (agency_id is null or report_year is null or region_code is null)

),

regions as (

    select * from {{ ref('dim_regions') }}

),

-- divisions of the year that the name begins with: of several, nothing said which
candidates as (

    select
        reports.report_id,
        count(*) as divisions_of_that_name,
        string_agg(
            regions.region_path_zh || ' ' || regions.region_code, '; ' order by regions.region_code
        ) as possible_divisions_zh
    from reports
    inner join regions
        on
            reports.agency_name_zh like regions.region_name_zh || '%'
            and coalesce(reports.report_year >= regions.first_year, true)
            and coalesce(reports.report_year < regions.last_year, true)
    where reports.region_code is null
    group by reports.report_id

)

select
    reports.agency_name_zh,
    reports.report_year,
    reports.region_code,
    concat_ws(
        '; ',
        case when reports.agency_id is null then 'agency' end,
        case when reports.report_year is null then 'year' end,
        case when reports.region_code is null then 'region' end
    ) as settled_by_manifest_columns,
    coalesce(candidates.divisions_of_that_name, 0) as divisions_of_that_name,
    candidates.possible_divisions_zh,
    reports.title_zh,
    reports.source_path
from reports
left join candidates
    on reports.report_id = candidates.report_id
order by
    reports.agency_name_zh asc nulls first,
    reports.report_year asc nulls first,
    reports.source_path asc
