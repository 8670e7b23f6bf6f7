{{ config(materialized='table') }}

-- What each report is: of all that it, its name and the manifest say, what counts most.
with files as (

    select * from {{ ref('stg_raw__files') }}

),

in_file_names as (

    select
        report_id,
        'file_name' as metadata_source,
        agency_in_file_name as agency,
        cast(report_year_in_file_name as string) as report_year
    from files

),

in_manifest as (

    select
        files.report_id,
        'manifest' as metadata_source,
        manifest.agency,
        manifest.report_year
    from files
    inner join {{ ref('stg_raw__manifest') }} as manifest
        on files.source_path = manifest.source_path

),

statements as (

    select
        report_id,
        metadata_source,
        field_name,
        field_value
    from {{ ref('stg_raw__statements') }}

    union all

    {% for relation in ['in_file_names', 'in_manifest'] %}
        {% for field in ['agency', 'report_year'] %}
            select
                report_id,
                metadata_source,
                '{{ field }}' as field_name,
                {{ field }} as field_value
            from {{ relation }}
            where {{ field }} is not null
            {{ 'union all' if not loop.last }}
        {% endfor %}
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

counted as (

    select
        statements.report_id,
        statements.field_name,
        statements.metadata_source,
        statements.field_value,
        sources.priority,
        count(*) as times_stated
    from statements
    inner join {{ ref('metadata_sources') }} as sources
        on
            statements.field_name = sources.field
            and statements.metadata_source = sources.source
    group by all

),

supported as (

    select
        *,
        sum(times_stated) over (
            partition by report_id, field_name, field_value
        ) as times_stated_anywhere
    from counted

),

ranked as (

    select
        *,
        rank() over (
            partition by report_id, field_name
            order by priority asc, times_stated desc, times_stated_anywhere desc
        ) as standing
    from supported

),

best as (

    select * from ranked
    where standing = 1

),

-- the same agency twice, in full and abbreviated, is one answer
in_full as (

    select * from best
    where not exists (
        select 1
        from best as longer
        where
            best.field_name = 'agency'
            and longer.field_name = 'agency'
            and best.report_id = longer.report_id
            and {{ is_abbreviated_by('longer.field_value', 'best.field_value') }}
    )

),

-- two answers of equal standing are no answer
settled as (

    select
        report_id,
        field_name,
        min(field_value) as field_value,
        min(metadata_source) as metadata_source
    from in_full
    group by report_id, field_name
    having count(*) = 1

)

select
    report_id,
    max(case when field_name = 'agency' then field_value end) as agency_name_zh,
    max(case when field_name = 'agency' then metadata_source end) as agency_source,
    try_cast(max(case when field_name = 'report_year' then field_value end) as integer)
        as report_year,
    max(case when field_name = 'report_year' then metadata_source end) as report_year_source,
    max(case when field_name = 'title' then field_value end) as title_zh,
    try_cast(max(case when field_name = 'published_date' then field_value end) as date)
        as published_date,
    max(case when field_name = 'published_date' then metadata_source end)
        as published_date_source,
    max(case when field_name = 'index_number' then field_value end) as index_number,
    max(case when field_name = 'document_number' then field_value end) as document_number
from settled
group by report_id
