-- Which agencies could not be placed, in a division or a year, and what would settle it?
-- Agencies of no division, such as organs of the state as a whole, rightly have none.
with reports as (

    select * from {{ ref('dim_reports') }}
    where
        is_current
        and (agency_id is null or report_year is null or region_code is null)

),

-- of several, nothing said which
candidates as (

    select
        possible.report_id,
        count(*) as possible_divisions,
        -- in DuckDB string_agg(text, '; ' order by code)
        {{ joined_in_order(
            "regions.region_path_zh || ' ' || regions.region_code", '; ', 'regions.region_code'
        ) }} as possible_divisions_zh
    from {{ ref('int_region_candidates') }} as possible
    inner join {{ ref('dim_regions') }} as regions
        on possible.region_code = regions.region_code
    group by possible.report_id

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
    coalesce(candidates.possible_divisions, 0) as possible_divisions,
    candidates.possible_divisions_zh,
    reports.title_zh,
    reports.source_path
from reports
left join candidates
    on reports.report_id = candidates.report_id and reports.region_code is null
order by
    reports.agency_name_zh asc nulls first,
    reports.report_year asc nulls first,
    reports.source_path asc
