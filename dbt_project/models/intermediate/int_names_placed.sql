-- The division each name says its agency serves: that of its branch, or the one it begins with.
{{ config(materialized='table') }}

with beginnings as (

    select * from {{ ref('int_name_beginnings') }}

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

lengths as (

    select distinct spelling_length from counties

),

endings as (

    select
        beginnings.*,
        lengths.spelling_length,
        substr(beginnings.rest_zh, 1, length(beginnings.rest_zh) - lengths.spelling_length - 2)
            as body_zh,
        substr(
            beginnings.rest_zh,
            length(beginnings.rest_zh) - lengths.spelling_length - 1,
            lengths.spelling_length
        ) as spelling_zh
    from beginnings
    inner join lengths on length(beginnings.rest_zh) > lengths.spelling_length + 2
    where beginnings.rest_zh like '%分局'

),

-- 吴忠市生态环境局盐池分局 serves 盐池县
branches as (

    select
        endings.name_zh,
        endings.region_code as office_region_code,
        counties.region_code,
        counties.first_year,
        counties.last_year,
        endings.is_distinctive,
        endings.kept_zh,
        endings.body_zh || '分局' as rest_zh,
        rank() over (
            partition by endings.name_zh, endings.region_code
            order by endings.spelling_length desc
        ) as standing
    from endings
    inner join counties
        on
            endings.spelling_length = counties.spelling_length
            and endings.spelling_zh = counties.spelling_zh
            and endings.region_code in (counties.prefecture_code, counties.province_code)

)

select
    name_zh,
    region_code,
    is_distinctive,
    first_year,
    last_year,
    kept_zh,
    rest_zh
from branches
where standing = 1

union all

select
    beginnings.name_zh,
    beginnings.region_code,
    beginnings.is_distinctive,
    beginnings.first_year,
    beginnings.last_year,
    beginnings.kept_zh,
    beginnings.rest_zh
from beginnings
left join branches
    on
        beginnings.name_zh = branches.name_zh
        and beginnings.region_code = branches.office_region_code
where branches.name_zh is null
