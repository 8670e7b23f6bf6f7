with regions as (

    select * from {{ ref('regions') }}

),

with_parents as (

    select
        regions.*,
        parents.region_level as parent_level,
        parents.region_name_zh as parent_name_zh,
        grandparents.region_code as grandparent_code,
        grandparents.region_name_zh as grandparent_name_zh
    from regions
    left join regions as parents
        on regions.parent_region_code = parents.region_code
    left join regions as grandparents
        on parents.parent_region_code = grandparents.region_code

)

select
    region_code,
    region_name_zh,
    region_short_zh,
    region_level,
    parent_region_code,
    case
        when region_level = 'province' then region_code
        when parent_level = 'province' then parent_region_code
        else grandparent_code
    end as province_code,
    case
        when region_level = 'province' then region_name_zh
        when parent_level = 'province' then parent_name_zh
        else grandparent_name_zh
    end as province_name_zh,
    case
        when region_level = 'prefecture' then region_code
        when parent_level = 'prefecture' then parent_region_code
    end as prefecture_code,
    case
        when region_level = 'prefecture' then region_name_zh
        when parent_level = 'prefecture' then parent_name_zh
    end as prefecture_name_zh,
    coalesce(grandparent_name_zh, '') || coalesce(parent_name_zh, '') || region_name_zh
        as region_path_zh,
    first_year,
    last_year
from with_parents
