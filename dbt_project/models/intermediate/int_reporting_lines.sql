-- Whose figures a government's whole-area figure should be the sum of. What agencies.csv says
-- counts; of a government it does not mention, its division's agencies and the governments of the
-- divisions right below, as far as any of their reports are here.
with listed as (

    select * from {{ ref('stg_raw__reporting_lines') }}

),

-- a spelling that two agencies share names neither
spellings as (

    select
        agency_name_zh,
        min(agency_id) as agency_id
    from {{ ref('int_report_agencies') }}
    where agency_id is not null
    group by agency_name_zh
    having count(distinct agency_id) = 1

),

-- an agency may be listed under two spellings
in_list as (

    select
        parents.agency_id as parent_agency_id,
        children.agency_id as child_agency_id,
        min(listed.agency_name_zh) as child_name_zh
    from listed
    inner join spellings as parents
        on listed.parent_name_zh = parents.agency_name_zh
    left join spellings as children
        on listed.agency_name_zh = children.agency_name_zh
    group by
        parents.agency_id,
        children.agency_id,
        coalesce(children.agency_id, listed.agency_name_zh)

),

-- a division that got a new code was there all along
divisions as (

    select
        region_path_zh,
        nullif(min(coalesce(first_year, 0)), 0) as first_year,
        nullif(max(coalesce(last_year, 9999)), 9999) as last_year
    from {{ ref('dim_regions') }}
    group by region_path_zh

),

agencies as (

    select
        agencies.*,
        regions.parent_region_code,
        divisions.first_year,
        divisions.last_year
    from {{ ref('dim_agencies') }} as agencies
    inner join {{ ref('dim_regions') }} as regions
        on agencies.region_code = regions.region_code
    inner join divisions
        on regions.region_path_zh = divisions.region_path_zh

),

governments as (

    select agencies.*
    from agencies
    left join in_list
        on agencies.agency_id = in_list.parent_agency_id
    where agencies.agency_kind = 'government' and in_list.parent_agency_id is null

)

select
    parent_agency_id,
    child_agency_id,
    child_name_zh,
    true as is_listed,
    cast(null as integer) as first_year,
    cast(null as integer) as last_year
from in_list

union all

select
    governments.agency_id as parent_agency_id,
    agencies.agency_id as child_agency_id,
    agencies.agency_name_zh as child_name_zh,
    false as is_listed,
    agencies.first_year,
    agencies.last_year
from governments
inner join agencies
    on
        case
            when agencies.agency_kind = 'government' then agencies.parent_region_code
            else agencies.region_code
        end = governments.region_code
