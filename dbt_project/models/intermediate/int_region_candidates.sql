-- The divisions a report's agency may serve: what its name says or, if that says nothing, hints.
with identities as (

    select
        report_id,
        agency_name_zh,
        report_year
    from {{ ref('int_report_identities') }}
    where agency_name_zh is not null

),

regions as (

    select * from {{ ref('dim_regions') }}

),

placed as (

    select * from {{ ref('int_names_placed') }}

),

named as (

    select
        identities.report_id,
        identities.report_year,
        placed.region_code,
        placed.is_distinctive,
        placed.first_year,
        placed.last_year
    from identities
    inner join placed on identities.agency_name_zh = placed.name_zh

),

township_endings as (

    select ending_zh from {{ ref('agency_kind_endings') }}
    where agency_kind in ('township', 'sub_district')

),

known_bodies as (

    select distinct {{ body_key('body_spelling_zh') }} as body_key
    from {{ ref('agency_body_spellings') }}

),

-- 统计局 beside 某区统计局, 某镇 in a folder of a county, 区统计局 on the site of a district
hinted as (

    select distinct
        identities.report_id,
        identities.report_year,
        placed.region_code,
        false as is_distinctive,
        placed.first_year,
        placed.last_year
    from identities
    inner join {{ ref('int_region_hints') }} as hints on identities.report_id = hints.report_id
    inner join placed on hints.hint_zh = placed.name_zh and placed.is_distinctive
    inner join regions on placed.region_code = regions.region_code
    left join named on identities.report_id = named.report_id
    left join township_endings
        on identities.agency_name_zh like '%' || township_endings.ending_zh
    left join known_bodies
        on {{ body_key('substr(identities.agency_name_zh, 2)') }} = known_bodies.body_key
    where
        named.report_id is null
        and case
            when hints.region_source = 'statement'
                then
                    hints.names_the_agency
                    and {{ is_abbreviated_by('hints.hint_zh', 'identities.agency_name_zh') }}
            when township_endings.ending_zh is not null then regions.region_level = 'county'
            else
                known_bodies.body_key is not null
                and {{ begins_with_level_of('identities.agency_name_zh', 'regions') }}
        end

),

-- 1: the division was there at the year's end. 2: in the year before or after, for reports are
-- filed after it, in the name of the office that files them
fitting as (

    select
        *,
        case
            when
                report_year is null
                or (
                    coalesce(first_year, report_year) <= report_year
                    and coalesce(last_year, report_year + 1) > report_year
                )
                then 1
            when report_year between first_year - 1 and coalesce(last_year, report_year) + 1 then 2
            when first_year is null and report_year <= last_year + 1 then 2
        end as fit
    from (
        select * from named
        union all
        select * from hinted
    ) as possible

),

best_fitting as (

    select
        *,
        rank() over (partition by report_id order by fit) as standing
    from fitting
    where fit is not null

)

select
    report_id,
    region_code,
    -- 朝阳 is not 朝阳市 for certain while there are 朝阳区 and 朝阳县
    bool_and(is_distinctive) over (partition by report_id) as is_distinctive
from best_fitting
where standing = 1
