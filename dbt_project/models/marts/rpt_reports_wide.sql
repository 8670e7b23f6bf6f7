{{
    config(
        contract={'enforced': false},
        meta={'columns_from': 'dim_measures'},
        post_hook='{{ describe_measure_columns(this) }}'
    )
}}
-- No enforced contract: the columns of measures follow the form's seeds, so that a new variant
-- brings its own. A contract would have to list them by hand.
with reports as (

    select * from {{ ref('dim_reports') }}
    where is_current

),

numbers as (

    select
        report_id,
        {{ values_by_measure('measure_id', 'value') }}
    from {{ ref('fct_cells') }}
    group by report_id

),

failures as (

    select
        report_id,
        severity,
        -- the rules on how the form was filled and read, not on what the numbers say
        rule_id like 'F-%' as is_of_form
    from {{ ref('fct_rule_results') }}
    where status = 'fail' and coalesce(review_verdict, '') != 'dismissed'

),

failure_counts as (

    select
        report_id,
        count(case when not is_of_form then 1 end) as findings,
        count(case when not is_of_form and severity = 'warning' then 1 end) as warnings,
        count(case when is_of_form then 1 end) as form_findings
    from failures
    group by report_id

)

select
    reports.report_id,
    reports.agency_name_zh,
    reports.report_year,
    reports.region_code,
    regions.region_path_zh,
    reports.form_variant,
    reports.source_path,
    reports.source_url,
    reports.title_zh,
    reports.published_date,
    reports.completeness,
    cast(coalesce(failure_counts.findings, 0) as integer) as findings,
    cast(coalesce(failure_counts.warnings, 0) as integer) as warnings,
    cast(coalesce(failure_counts.form_findings, 0) as integer) as form_findings,
    {{ measure_columns('numbers') }}
from reports
inner join numbers on reports.report_id = numbers.report_id
left join {{ ref('dim_regions') }} as regions on reports.region_code = regions.region_code
left join failure_counts on reports.report_id = failure_counts.report_id
