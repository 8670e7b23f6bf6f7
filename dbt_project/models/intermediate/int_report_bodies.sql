-- Where the agency of each report is, and what it is called there in full.
{{ config(materialized='table') }}

with identities as (

    select
        report_id,
        agency_name_zh,
        agency_source
    from {{ ref('int_report_identities') }}

),

in_manifest as (

    select
        files.report_id,
        min(manifest.region_code) as region_code
    from {{ ref('stg_raw__files') }} as files
    inner join {{ ref('stg_raw__manifest') }} as manifest
        on files.source_path = manifest.source_path
    group by files.report_id

),

-- what a name says besides its place
remainders as (

    select
        name_zh,
        region_code,
        min(kept_zh) as kept_zh,
        min(rest_zh) as rest_zh
    from {{ ref('int_names_placed') }}
    group by name_zh, region_code

),

known_bodies as (

    select
        {{ body_key('body_spelling_zh') }} as body_key,
        min(body_zh) as body_zh
    from {{ ref('agency_body_spellings') }}
    group by {{ body_key('body_spelling_zh') }}

),

placed as (

    select
        identities.report_id,
        identities.agency_name_zh,
        identities.agency_source,
        coalesce(in_manifest.region_code, found.region_code) as region_code,
        case
            when in_manifest.region_code is not null then 'manifest'
            else found.region_source
        end as region_source
    from identities
    left join in_manifest on identities.report_id = in_manifest.report_id
    left join {{ ref('int_report_regions') }} as found
        on identities.report_id = found.report_id

),

parted as (

    select
        placed.*,
        regions.region_level,
        regions.region_path_zh,
        coalesce(remainders.kept_zh, '') as kept_zh,
        coalesce(
            remainders.rest_zh,
            -- 区统计局
            case
                when
                    after_level.body_key is not null
                    and {{ begins_with_level_of('placed.agency_name_zh', 'regions') }}
                    then substr(placed.agency_name_zh, 2)
            end,
            placed.agency_name_zh
        ) as rest_zh
    from placed
    left join {{ ref('dim_regions') }} as regions on placed.region_code = regions.region_code
    -- a place that the manifest gives and the name does not is no part of the name
    left join remainders
        on
            placed.agency_name_zh = remainders.name_zh
            and placed.region_code = remainders.region_code
    left join known_bodies as after_level
        on {{ body_key('substr(placed.agency_name_zh, 2)') }} = after_level.body_key

)

select
    parted.report_id,
    parted.agency_name_zh,
    parted.agency_source,
    parted.region_code,
    parted.region_source,
    parted.region_level,
    parted.region_path_zh,
    -- 宿迁市 files what its government does
    parted.kept_zh || case
        when parted.rest_zh = '' then '人民政府'
        -- a sub-district office says whose it is, or does not: 某区人民政府某街道办事处
        when parted.rest_zh like '人民政府_%街道办事处' then substr(parted.rest_zh, 5)
        else coalesce(known_bodies.body_zh, parted.rest_zh)
    end as body_zh
from parted
left join known_bodies
    on {{ body_key(without_last_brackets('parted.rest_zh')) }} = known_bodies.body_key
