-- How many licences, penalties and compulsory measures did each agency decide, on which form?
-- With a caution (T2-02) the number looks like a count of items in the list: do not add it up.
with decisions as (

    select * from {{ ref('fct_disclosures') }}
    where column_code = 'decisions'

),

cautions as (

    select * from {{ ref('fct_rule_results') }}
    where rule_id = 'T2-02' and is_open

),

measures as (

    select * from {{ ref('dim_measures') }}

),

reports as (

    select * from {{ ref('dim_reports') }}

)

select
    measures.line_label_zh,
    measures.line_label_en,
    reports.agency_name_zh,
    reports.report_year,
    decisions.form_variant,
    decisions.value as decisions,
    decisions.value_status,
    cautions.rule_id as caution,
    cautions.statement_zh as caution_zh,
    cautions.statement_en as caution_en,
    reports.source_path
from decisions
inner join measures
    on decisions.measure_id = measures.measure_id
inner join reports
    on decisions.report_id = reports.report_id
left join cautions
    on
        decisions.report_id = cautions.report_id
        and decisions.line_code = cautions.scope_line
order by
    measures.line_order asc,
    decisions.value desc nulls last,
    reports.source_path asc
