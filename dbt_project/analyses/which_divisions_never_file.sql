-- Which counties never file: without any report, though their prefecture or others of it have some?
-- Never means in this warehouse: who is listed may have filed what nobody fetched or could place.
with regions as (

    select * from {{ ref('dim_regions') }}

),

reports as (

    select
        reports.report_id,
        reports.report_year,
        regions.region_path_zh,
        case
            when regions.region_level = 'county' then regions.parent_region_code
            else regions.region_code
        end as area_code
    from {{ ref('dim_reports') }} as reports
    inner join regions
        on reports.region_code = regions.region_code
    where reports.is_current

),

-- as a county without reports has none itself, these are the reports around it
reports_by_area_and_year as (

    select
        area_code,
        report_year,
        count(*) as reports
    from reports
    where report_year is not null
    group by area_code, report_year

)

select
    counties.province_name_zh,
    counties.prefecture_name_zh,
    counties.region_name_zh,
    counties.region_code,
    counties.first_year as set_up_in,
    counties.last_year as dissolved_in,
    min(around.report_year) as first_year_without,
    max(around.report_year) as last_year_without,
    count(*) as years_without,
    sum(around.reports) as reports_around_it
from regions as counties
inner join reports_by_area_and_year as around
    on
        counties.parent_region_code = around.area_code
        and coalesce(counties.first_year <= around.report_year, true)
        and coalesce(counties.last_year > around.report_year, true)
where
    counties.region_level = 'county'
    -- one that got a new code is the same by its name
    and not exists (
        select 1 from reports
        where reports.region_path_zh = counties.region_path_zh
    )
group by
    counties.province_name_zh,
    counties.prefecture_name_zh,
    counties.region_name_zh,
    counties.region_code,
    counties.first_year,
    counties.last_year
order by years_without desc, reports_around_it desc, counties.region_code asc
