-- What became of each file: which were rejected and why, which reports are incomplete?
-- Facts hold nothing of rejected and superseded files; a blank cell counts as located.
with reports as (

    select
        all_source_paths as source_paths,
        case
            when not is_current then 'superseded'
            when cells_located < cells_expected then 'incomplete'
            when agency_name_zh is null or report_year is null then 'unidentified'
            else 'loaded'
        end as fate,
        agency_name_zh,
        report_year,
        form_variant,
        cells_expected,
        cells_located,
        cells_expected - cells_located as cells_not_located,
        cast(null as string) as reason_code,
        cast(null as string) as reason,
        cast(null as string) as reason_meaning_zh
    from {{ ref('dim_reports') }}

),

rejected_files as (

    select
        source_path as source_paths,
        'rejected' as fate,
        cast(null as string) as agency_name_zh,
        cast(null as integer) as report_year,
        cast(null as string) as form_variant,
        cast(null as integer) as cells_expected,
        cast(null as integer) as cells_located,
        cast(null as integer) as cells_not_located,
        reason_code,
        reason,
        meaning_zh as reason_meaning_zh
    from {{ ref('fct_rejected_files') }}

),

files as (

    select * from rejected_files
    union all
    select * from reports

)

select
    source_paths,
    fate,
    agency_name_zh,
    report_year,
    form_variant,
    cells_expected,
    cells_located,
    cells_not_located,
    reason_code,
    reason,
    reason_meaning_zh
from files
order by
    case fate
        when 'rejected' then 1
        when 'incomplete' then 2
        when 'unidentified' then 3
        when 'superseded' then 4
        else 5
    end asc,
    cells_not_located desc nulls last,
    source_paths asc
