-- Which agency files each report, of what kind and level.
{{ config(materialized='table') }}

with in_full as (

    select * from {{ ref('int_report_bodies') }}

),

bodies as (

    select distinct
        body_zh,
        region_code is not null as is_placed,
        {{ without_last_brackets('body_zh') }} as name_zh
    from in_full
    where body_zh is not null

),

-- the longest ending counts
kinds as (

    select
        bodies.body_zh,
        bodies.is_placed,
        max_by(endings.agency_kind, length(endings.ending_zh)) as agency_kind,
        max_by(endings.is_general_office, length(endings.ending_zh)) as is_general_office
    from bodies
    inner join {{ ref('agency_kind_endings') }} as endings
        on
            bodies.name_zh like '%' || endings.ending_zh
            -- 某开发区人民政府 is not the government of the division it lies in
            and (
                not endings.is_whole_body
                or bodies.name_zh = endings.ending_zh
                or not bodies.is_placed
            )
    group by bodies.body_zh, bodies.is_placed

),

bodies_of_areas as (

    select distinct bodies.body_zh
    from bodies
    inner join {{ ref('agency_area_words') }} as areas
        on bodies.name_zh like '%' || areas.area_word_zh || '%'

),

-- names of which there are several places
candidates as (

    select distinct report_id from {{ ref('int_region_candidates') }}

)

select
    in_full.report_id,
    -- Without a division nobody knows whether two reports under one name are one agency's, unless
    -- the manifest gives a name that begins with no place. A division that got a new code is the
    -- same by its name.
    substr(
        md5(
            case
                when in_full.region_code is not null
                    then in_full.region_path_zh || in_full.body_zh
                when in_full.agency_source = 'manifest' and candidates.report_id is null
                    then in_full.agency_name_zh
                else in_full.report_id || in_full.agency_name_zh
            end
        ),
        1,
        12
    ) as agency_id,
    in_full.agency_name_zh,
    in_full.region_code,
    in_full.region_source,
    in_full.body_zh,
    case
        when in_full.agency_name_zh is not null then coalesce(kinds.agency_kind, 'other')
    end as agency_kind,
    coalesce(kinds.is_general_office, false) as is_general_office,
    case
        when kinds.agency_kind in ('township', 'sub_district') then 'township'
        -- 上海市公安局某分局 serves a part of the city that its name does not tell
        when
            in_full.body_zh like '%分局'
            and regexp_extract(in_full.body_zh, {{ branch_pattern() }}, 2) != ''
            then null
        when kinds.agency_kind in ('government', 'department') and areas.body_zh is null
            then in_full.region_level
    end as agency_level
from in_full
left join kinds
    on
        in_full.body_zh = kinds.body_zh
        and (in_full.region_code is not null) = kinds.is_placed
left join bodies_of_areas as areas on in_full.body_zh = areas.body_zh
left join candidates on in_full.report_id = candidates.report_id
