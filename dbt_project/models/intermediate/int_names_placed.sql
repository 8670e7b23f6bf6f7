-- The division each name says its agency serves: that of its branch, or the one it begins with.
{{ config(materialized='table') }}

with beginnings as (

    select
        *,
        regexp_extract(rest_zh, {{ branch_pattern() }}, 1) as office_zh,
        regexp_extract(rest_zh, {{ branch_pattern() }}, 2) as branch_place_zh,
        regexp_extract(rest_zh, {{ branch_pattern() }}, 3) as branch_zh
    from {{ ref('int_name_beginnings') }}

),

counties as (

    select
        spellings.*,
        regions.prefecture_code,
        regions.province_code
    from {{ ref('int_region_spellings') }} as spellings
    inner join {{ ref('dim_regions') }} as regions
        on spellings.region_code = regions.region_code
    where regions.region_level = 'county' and not spellings.has_ancestor

),

-- 吴忠市生态环境局盐池分局 serves 盐池县
branches as (

    select
        beginnings.name_zh,
        beginnings.region_code as office_region_code,
        counties.region_code,
        counties.first_year,
        counties.last_year,
        beginnings.office_zh || beginnings.branch_zh as rest_zh
    from beginnings
    inner join counties
        on
            beginnings.branch_place_zh = counties.spelling_zh
            and beginnings.region_code in (counties.prefecture_code, counties.province_code)

)

select
    beginnings.name_zh,
    coalesce(branches.region_code, beginnings.region_code) as region_code,
    beginnings.is_distinctive,
    case
        when branches.region_code is null then beginnings.first_year
        else branches.first_year
    end as first_year,
    case
        when branches.region_code is null then beginnings.last_year
        else branches.last_year
    end as last_year,
    beginnings.kept_zh,
    coalesce(branches.rest_zh, beginnings.rest_zh) as rest_zh
from beginnings
left join branches
    on
        beginnings.name_zh = branches.name_zh
        and beginnings.region_code = branches.office_region_code
