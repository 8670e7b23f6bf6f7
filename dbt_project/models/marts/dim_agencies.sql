with agencies as (

    select
        agencies.*,
        sources.priority
    from {{ ref('int_report_agencies') }} as agencies
    left join {{ ref('region_sources') }} as sources
        on agencies.region_source = sources.region_source
    where agencies.agency_id is not null

),

-- the newer code of a division that got another, the greater of two equally new ones: all its
-- agencies have it, also those whose reports are older
divisions as (

    select
        region_path_zh,
        max_by(region_code, cast(coalesce(first_year, 0) as string) || region_code) as region_code
    from {{ ref('dim_regions') }}
    group by region_path_zh

),

-- the fullest spelling is the agency's name, of equally long ones the most frequent
spellings as (

    select
        agency_id,
        agency_name_zh,
        row_number() over (
            partition by agency_id
            order by length(agency_name_zh) desc, count(*) desc, agency_name_zh asc
        ) as place
    from agencies
    group by agency_id, agency_name_zh

),

names as (

    select
        agency_id,
        max(case when place = 1 then agency_name_zh end) as agency_name_zh,
        {{ joined_in_order('agency_name_zh', '; ', 'place') }} as all_names_zh
    from spellings
    group by agency_id

)

select
    names.agency_id,
    names.agency_name_zh,
    names.all_names_zh,
    max(divisions.region_code) as region_code,
    min_by(agencies.region_source, agencies.priority) as region_source,
    max(agencies.agency_level) as agency_level,
    max(agencies.agency_kind) as agency_kind,
    bool_or(agencies.is_general_office) as is_general_office
from names
inner join agencies on names.agency_id = agencies.agency_id
left join {{ ref('dim_regions') }} as regions on agencies.region_code = regions.region_code
left join divisions on regions.region_path_zh = divisions.region_path_zh
group by names.agency_id, names.agency_name_zh, names.all_names_zh
