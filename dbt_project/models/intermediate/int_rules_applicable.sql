{{ config(materialized='table') }}

-- The arithmetic rules each report can be judged by: for every year the rule's terms speak of
-- there is a report whose table follows a variant of the rule.
with terms as (

    select distinct
        rule_id,
        table_no,
        year_offset
    from {{ ref('rule_terms') }}

),

years_needed as (

    select
        rule_id,
        count(distinct year_offset) as years_needed
    from terms
    group by rule_id

),

met as (

    select
        periods.report_id,
        terms.rule_id,
        terms.table_no,
        max(case when terms.year_offset = 0 then report_tables.form_variant end) as form_variant,
        count(distinct terms.year_offset) as years_met
    from terms
    inner join {{ ref('rules') }} as rules
        on terms.rule_id = rules.rule_id
    inner join {{ ref('int_report_periods') }} as periods
        on terms.year_offset = periods.year_offset
    inner join {{ ref('stg_raw__report_tables') }} as report_tables
        on
            periods.period_report_id = report_tables.report_id
            and terms.table_no = report_tables.table_no
            and {{ applies_to_variant('rules.form_variants', 'report_tables.form_variant') }}
    group by periods.report_id, terms.rule_id, terms.table_no

)

select
    met.report_id,
    met.rule_id,
    met.table_no,
    met.form_variant
from met
inner join years_needed
    on met.rule_id = years_needed.rule_id and met.years_met = years_needed.years_needed
