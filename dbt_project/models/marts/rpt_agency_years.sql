{% set counts = [
    'received', 'handled', 'carried_out', 'disputes', 'normative_documents_in_force',
] %}
{% set rates = [
    'granted_rate', 'partly_granted_rate', 'denied_share', 'unable_share', 'refused_share',
    'other_share', 'disputes_per_100_requests',
] %}

with reports as (

    select *
    from {{ ref('dim_reports') }}
    where is_current and agency_id is not null and report_year is not null

),

figures as (

    select * from {{ ref('int_report_figures') }}

),

warnings as (

    select
        report_id,
        count(case when table_no = 3 then 1 end) as table3_warnings,
        count(case when table_no = 4 then 1 end) as table4_warnings
    from {{ ref('fct_rule_results') }}
    where is_open and severity = 'warning'
    group by report_id

),

years as (

    select
        reports.agency_id,
        reports.agency_name_zh,
        reports.region_code,
        reports.report_year,
        reports.table2_variant,
        reports.table3_variant,
        figures.*,
        {{ ratio('figures.granted', 'figures.handled') }} as granted_rate,
        {{ ratio('figures.partly_granted', 'figures.handled') }} as partly_granted_rate,
        {{ ratio('figures.denied', 'figures.handled') }} as denied_share,
        {{ ratio('figures.unable', 'figures.handled') }} as unable_share,
        {{ ratio('figures.refused', 'figures.handled') }} as refused_share,
        {{ ratio('figures.otherwise_handled', 'figures.handled') }} as other_share,
        {{ ratio('100 * figures.disputes', 'figures.received') }} as disputes_per_100_requests,
        {{ ratio('figures.reconsiderations_corrected', 'figures.reconsiderations_decided') }}
            as corrected_rate_in_reconsideration,
        {{ ratio('figures.lawsuits_corrected', 'figures.lawsuits_decided') }}
            as corrected_rate_in_litigation,
        coalesce(warnings.table3_warnings, 0) as table3_warnings,
        coalesce(warnings.table4_warnings, 0) as table4_warnings
    from reports
    inner join figures on reports.report_id = figures.report_id
    left join warnings on reports.report_id = warnings.report_id

)

select
    this_year.agency_id,
    this_year.agency_name_zh,
    this_year.region_code,
    this_year.report_year,
    this_year.report_id,
    this_year.received,
    this_year.carried_in,
    this_year.handled,
    this_year.carried_out,
    this_year.granted,
    this_year.granted_rate,
    this_year.partly_granted,
    this_year.partly_granted_rate,
    this_year.denied,
    this_year.denied_share,
    this_year.unable,
    this_year.unable_share,
    this_year.refused,
    this_year.refused_share,
    this_year.otherwise_handled,
    this_year.other_share,
    this_year.reconsiderations,
    this_year.reconsiderations_decided,
    this_year.reconsiderations_corrected,
    this_year.corrected_rate_in_reconsideration,
    this_year.lawsuits,
    this_year.lawsuits_decided,
    this_year.lawsuits_corrected,
    this_year.corrected_rate_in_litigation,
    this_year.disputes,
    this_year.disputes_per_100_requests,
    this_year.normative_documents_in_force,
    {% for figure in counts %}
        cast(this_year.{{ figure }} - year_before.{{ figure }} as decimal(24, 6))
            as {{ figure }}_change,
    {% endfor %}
    {% for figure in rates %}
        this_year.{{ figure }} - year_before.{{ figure }} as {{ figure }}_change,
    {% endfor %}
    cast(this_year.table3_warnings as integer) as table3_warnings,
    cast(this_year.table4_warnings as integer) as table4_warnings,
    this_year.table2_variant,
    this_year.table3_variant,
    this_year.table2_variant = year_before.table2_variant
    and this_year.table3_variant = year_before.table3_variant as is_same_form_as_year_before
from years as this_year
left join years as year_before
    on
        this_year.agency_id = year_before.agency_id
        and this_year.report_year - 1 = year_before.report_year
