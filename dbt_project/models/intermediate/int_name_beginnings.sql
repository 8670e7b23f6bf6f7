-- The divisions that each name can begin with: of all spellings the longest, and what follows.
{{ config(materialized='table') }}

with names as (

    select hint_zh as name_zh from {{ ref('int_region_hints') }}

    union distinct

    select agency_name_zh as name_zh from {{ ref('int_report_identities') }}
    where agency_name_zh is not null

),

-- 国家税务总局五指山市税务局
without_leading_body as (

    select
        names.name_zh,
        coalesce(max_by(coalesce(led.kept_zh, ''), length(led.leading_body_zh)), '') as kept_zh,
        substr(names.name_zh, coalesce(max(length(led.leading_body_zh)), 0) + 1) as placed_zh
    from names
    left join {{ ref('agency_leading_bodies') }} as led
        on names.name_zh like led.leading_body_zh || '%'
    group by names.name_zh

),

lengths as (

    select distinct spelling_length from {{ ref('int_region_spellings') }}

),

beginnings as (

    select
        led.name_zh,
        led.kept_zh,
        lengths.spelling_length,
        substr(led.placed_zh, 1, lengths.spelling_length) as spelling_zh,
        substr(led.placed_zh, lengths.spelling_length + 1) as rest_zh
    from without_leading_body as led
    inner join lengths on length(led.placed_zh) >= lengths.spelling_length

),

known_bodies as (

    select distinct {{ body_key('body_spelling_zh') }} as body_key
    from {{ ref('agency_body_spellings') }}

),

-- 和平 in 和平镇 is no 和平区: a short name counts before nothing but a known body
read as (

    select
        beginnings.name_zh,
        beginnings.kept_zh,
        beginnings.rest_zh,
        spellings.region_code,
        spellings.is_distinctive,
        spellings.first_year,
        spellings.last_year,
        rank() over (
            partition by beginnings.name_zh order by spellings.spelling_length desc
        ) as standing
    from beginnings
    inner join {{ ref('int_region_spellings') }} as spellings
        on
            beginnings.spelling_length = spellings.spelling_length
            and beginnings.spelling_zh = spellings.spelling_zh
    left join known_bodies on {{ body_key('beginnings.rest_zh') }} = known_bodies.body_key
    where
        beginnings.rest_zh = ''
        or known_bodies.body_key is not null
        or (
            spellings.is_full
            and spellings.is_distinctive
            and not {{ turns_into_another_name('beginnings.rest_zh') }}
        )

),

longest as (

    select
        read.*,
        regions.region_level,
        regions.prefecture_code
    from read
    inner join {{ ref('dim_regions') }} as regions on read.region_code = regions.region_code
    where read.standing = 1

)

select
    name_zh,
    region_code,
    is_distinctive,
    first_year,
    last_year,
    kept_zh,
    rest_zh
from longest
-- 长沙 is 长沙市 before it is 长沙县, 河北 the province before the district in 天津
where
    region_level != 'county'
    or not exists (
        select 1
        from longest as larger
        where
            longest.name_zh = larger.name_zh
            and (
                longest.prefecture_code = larger.region_code
                or larger.region_level = 'province'
            )
    )
