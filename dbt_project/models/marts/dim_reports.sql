with reports as (

    select * from {{ ref('stg_raw__reports') }}

),

files as (

    select
        files.report_id,
        min(files.source_path) as source_path,
        {{ joined_in_order('files.source_path', '; ', 'files.source_path') }} as all_source_paths,
        min(files.source_sha256) as source_sha256,
        min(manifest.source_url) as source_url
    from {{ ref('stg_raw__files') }} as files
    left join {{ ref('stg_raw__manifest') }} as manifest
        on files.source_path = manifest.source_path
    group by files.report_id

),

identities as (

    select * from {{ ref('int_report_identities') }}

),

agencies as (

    select * from {{ ref('int_report_agencies') }}

),

variants as (

    select
        report_id,
        max(case when table_no = 2 then form_variant end) as table2_variant,
        max(case when table_no = 3 then form_variant end) as table3_variant
    from {{ ref('stg_raw__report_tables') }}
    group by report_id

),

cells_expected as (

    select
        report_tables.report_id,
        count(*) as cells_expected
    from {{ ref('stg_raw__report_tables') }} as report_tables
    inner join {{ ref('form_cells') }} as form_cells
        on
            report_tables.form_variant = form_cells.form_variant
            and report_tables.table_no = form_cells.table_no
    group by report_tables.report_id

),

cells_located as (

    select
        report_id,
        count(*) as cells_located
    from {{ ref('stg_raw__cells') }}
    where is_located
    group by report_id

),

joined as (

    select
        reports.report_id,
        files.source_path,
        files.all_source_paths,
        files.source_sha256,
        files.source_url,
        reports.media_type,
        reports.text_layout,
        reports.encoding,
        agencies.agency_id,
        identities.agency_name_zh,
        identities.agency_source,
        agencies.region_code,
        agencies.region_source,
        identities.report_year,
        identities.report_year_source,
        case
            when variants.table2_variant = variants.table3_variant then variants.table2_variant
            else 'mixed'
        end as form_variant,
        variants.table2_variant,
        variants.table3_variant,
        identities.title_zh,
        identities.published_date,
        identities.published_date_source,
        identities.index_number,
        identities.document_number,
        cells_expected.cells_expected,
        coalesce(cells_located.cells_located, 0) as cells_located
    from reports
    inner join files on reports.report_id = files.report_id
    inner join variants on reports.report_id = variants.report_id
    inner join cells_expected on reports.report_id = cells_expected.report_id
    left join cells_located on reports.report_id = cells_located.report_id
    left join identities on reports.report_id = identities.report_id
    left join agencies on reports.report_id = agencies.report_id

),

-- a day counts only where it tells all of an agency's reports on a year apart
dated as (

    select
        *,
        count(*) over (partition by agency_id, report_year)
        = count(published_date) over (partition by agency_id, report_year) as have_days
    from joined

)

select
    report_id,
    source_path,
    all_source_paths,
    source_sha256,
    source_url,
    media_type,
    text_layout,
    encoding,
    agency_id,
    agency_name_zh,
    agency_source,
    region_code,
    region_source,
    report_year,
    report_year_source,
    form_variant,
    table2_variant,
    table3_variant,
    title_zh,
    published_date,
    published_date_source,
    index_number,
    document_number,
    -- a report whose agency or year is unknown supersedes nothing and is never superseded
    agency_id is null
    or report_year is null
    or row_number() over (
        partition by agency_id, report_year
        order by
            case when have_days then published_date end desc nulls last,
            cells_located desc,
            published_date desc nulls last,
            source_path desc
    ) = 1 as is_current,
    cast(cells_expected as integer) as cells_expected,
    cast(cells_located as integer) as cells_located,
    cells_located / cells_expected as completeness
from dated
