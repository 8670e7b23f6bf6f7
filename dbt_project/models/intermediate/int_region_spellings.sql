-- Every way to write a division: its own name, after none, one or both of its ancestors.
{{ config(materialized='table') }}

with regions as (

    select * from {{ ref('dim_regions') }}

),

own_names as (

    select
        region_code,
        region_name_zh as own_name,
        -- 东区 or 老城区 alone is as often a part of any town
        region_short_zh is not null or region_name_zh not like '%区' as is_distinctive,
        true as is_full,
        last_year
    from regions

    union all

    select
        region_code,
        region_short_zh as own_name,
        region_level != 'county' as is_distinctive,
        false as is_full,
        last_year
    from regions
    where region_short_zh is not null

    union all

    {% for level in ['right(region_name_zh, 1)', 'right(region_name_zh, 3)'] %}
        -- 恩施州 and 恩施自治州
        select
            region_code,
            region_short_zh || {{ level }} as own_name,
            true as is_distinctive,
            true as is_full,
            last_year
        from regions
        where
            region_name_zh like '%自治_'
            and region_level != 'province'
            and region_short_zh is not null

        union all
    {% endfor %}

    -- 管城区
    select
        region_code,
        region_short_zh || '区' as own_name,
        true as is_distinctive,
        true as is_full,
        last_year
    from regions
    where region_name_zh like '%族区' and region_short_zh is not null

    union all

    select
        other_names.region_code,
        other_names.other_name_zh as own_name,
        true as is_distinctive,
        regions.region_level != 'province' as is_full,
        coalesce(other_names.last_year, regions.last_year) as last_year
    from {{ ref('region_other_names') }} as other_names
    inner join regions on other_names.region_code = regions.region_code

),

-- an ancestor may be left out
ancestor_names as (

    select
        region_code,
        own_name
    from own_names

    union all

    select
        region_code,
        '' as own_name
    from regions

),

in_prefectures as (

    select
        regions.region_code,
        own_names.is_distinctive,
        own_names.is_full,
        own_names.last_year,
        coalesce(prefectures.own_name, '') as prefecture_name,
        own_names.own_name
    from regions
    inner join own_names on regions.region_code = own_names.region_code
    left join ancestor_names as prefectures
        on
            regions.prefecture_code = prefectures.region_code
            and regions.region_level = 'county'

),

in_provinces as (

    select
        in_prefectures.*,
        coalesce(provinces.own_name, '') || in_prefectures.prefecture_name as ancestors
    from in_prefectures
    inner join regions on in_prefectures.region_code = regions.region_code
    left join ancestor_names as provinces
        on
            regions.province_code = provinces.region_code
            and regions.region_level != 'province'

)

select
    in_provinces.region_code,
    in_provinces.ancestors || in_provinces.own_name as spelling_zh,
    cast(max(length(in_provinces.ancestors || in_provinces.own_name)) as integer)
        as spelling_length,
    max(in_provinces.ancestors) != '' as has_ancestor,
    max(in_provinces.ancestors) != '' or bool_or(in_provinces.is_distinctive) as is_distinctive,
    bool_or(in_provinces.is_full) as is_full,
    max(regions.first_year) as first_year,
    nullif(max(coalesce(in_provinces.last_year, 9999)), 9999) as last_year
from in_provinces
inner join regions on in_provinces.region_code = regions.region_code
group by in_provinces.region_code, in_provinces.ancestors || in_provinces.own_name
