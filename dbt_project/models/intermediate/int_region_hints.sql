-- What else a report, its path and the page it was on say of the place its agency is in.
{{ config(materialized='table') }}

with sites as (

    -- the page's foot, below the report
    select
        report_id,
        regexp_extract(printed, '网站标识码[:：]?([0-9]{6})[0-9]{4}', 1) as site_code,
        regexp_extract(printed, '主办(?:单位)?[:：]([^|,，。;；:：(（]{2,40}政府)', 1) as operator_zh
    from (
        select
            report_id,
            replace(paragraph_text, ' ', '') as printed
        from {{ ref('stg_raw__paragraphs') }}
        where paragraph_text like '%网站标识码%' or paragraph_text like '%主办%'
    ) as feet

),

hints as (

    select
        report_id,
        'statement' as region_source,
        field_value as hint_zh,
        -- a page may come from another agency than the report
        metadata_source not in ('origin', 'site') as names_the_agency
    from {{ ref('stg_raw__statements') }}
    where field_name = 'agency'

    union all

    select
        report_id,
        'statement' as region_source,
        agency_in_file_name as hint_zh,
        true as names_the_agency
    from {{ ref('stg_raw__files') }}

    {% for folders in range(1, 7) %}
        union all

        select
            report_id,
            'path' as region_source,
            replace({{ last_folders('source_path', folders) }}, '/', '') as hint_zh,
            false as names_the_agency
        from {{ ref('stg_raw__files') }}
    {% endfor %}

    union all

    select
        sites.report_id,
        'site_code' as region_source,
        regions.region_path_zh as hint_zh,
        false as names_the_agency
    from sites
    inner join {{ ref('dim_regions') }} as regions on sites.site_code = regions.region_code

    union all

    select
        report_id,
        'site_operator' as region_source,
        operator_zh as hint_zh,
        false as names_the_agency
    from sites

)

select
    report_id,
    region_source,
    hint_zh,
    bool_or(names_the_agency) as names_the_agency
from hints
where hint_zh != ''
group by report_id, region_source, hint_zh
