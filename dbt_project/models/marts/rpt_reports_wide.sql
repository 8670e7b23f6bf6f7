{{
    config(
        contract={'enforced': false},
        meta={'columns_from': 'dim_measures'},
        post_hook='{{ describe_measure_columns(this) }}'
    )
}}
{%- set cells = ref('fct_cells') %}  {#- here: there are no steps while dbt looks for refs -#}
{%- set steps = measures_in_steps() %}
-- No enforced contract: the columns of measures follow the form's seeds, so that a new variant
-- brings its own. A contract would have to list them by hand.
with reports as (

    select * from {{ ref('dim_reports') }}
    where is_current

),

{% for measures in steps %}

    numbers_{{ loop.index }} as (

        select
            report_id,
            {{ values_by_measure(measures, 'measure_id', 'value') }}
        from {{ cells }}
        where measure_id in {{ measure_list(measures) }}
        group by report_id

    ),

{% endfor %}

open_findings as (

    select
        report_id,
        severity,
        rule_subject = 'filling' as is_of_form
    from {{ ref('fct_rule_results') }}
    where is_open

),

finding_counts as (

    select
        report_id,
        count(case when not is_of_form then 1 end) as findings,
        count(case when not is_of_form and severity = 'warning' then 1 end) as warnings,
        count(case when is_of_form then 1 end) as form_findings
    from open_findings
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
    cast(coalesce(finding_counts.findings, 0) as integer) as findings,
    cast(coalesce(finding_counts.warnings, 0) as integer) as warnings,
    cast(coalesce(finding_counts.form_findings, 0) as integer) as form_findings,
{% for measures in steps %}
    {{ measure_columns(measures, 'numbers_' ~ loop.index) }}{{ ',' if not loop.last }}
{% endfor %}
from reports
{% for measures in steps %}
    left join numbers_{{ loop.index }} on reports.report_id = numbers_{{ loop.index }}.report_id
{% endfor %}
left join {{ ref('dim_regions') }} as regions on reports.region_code = regions.region_code
left join finding_counts on reports.report_id = finding_counts.report_id
