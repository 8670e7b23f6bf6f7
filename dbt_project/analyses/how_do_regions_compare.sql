-- How do prefectures, and provinces for what lies in none, compare: applications and share granted?
-- Do not add up rows of one year: whole areas, as governments count them, hold their offices again.
with agency_years as (

    select * from {{ ref('rpt_agency_years') }}

),

agencies as (

    select * from {{ ref('dim_agencies') }}

),

regions as (

    select * from {{ ref('dim_regions') }}

),

placed as (

    select
        agency_years.*,
        regions.province_name_zh,
        regions.prefecture_name_zh,
        coalesce(regions.prefecture_code, regions.province_code) as area_code,
        agencies.agency_kind = 'government' as is_whole_area,
        case when agencies.agency_kind = 'government' then agencies.agency_level end as area_level
    from agency_years
    inner join agencies
        on agency_years.agency_id = agencies.agency_id
    left join regions
        on agencies.region_code = regions.region_code

)

select
    report_year,
    area_code as region_code,
    province_name_zh,
    prefecture_name_zh,
    is_whole_area,
    area_level,
    count(*) as reports,
    sum(received) as received,
    count(*) - count(received) as reports_without_received,
    sum(case when granted is not null then handled end) as handled,
    sum(case when handled is not null then granted end) as granted,
    round(
        sum(case when handled is not null then granted end)
        / nullif(sum(case when granted is not null then handled end), 0) * 100,
        1
    ) as granted_percent,
    round(median(granted_rate) * 100, 1) as median_granted_percent,
    count(*) - count(granted_rate) as reports_without_rate
from placed
group by
    report_year,
    area_code,
    province_name_zh,
    prefecture_name_zh,
    is_whole_area,
    area_level
order by report_year asc, area_code asc nulls last, is_whole_area asc, area_level asc nulls last
