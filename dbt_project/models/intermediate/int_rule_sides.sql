{{ config(materialized='table') }}

-- What the terms of each side of an equation add up to in a report, before it is known whose
-- rules they enter: joined to the rules of every report first, a country's would fill a disk.
-- They are grouped by numbers and not by what these stand for: DuckDB spills groups of texts in
-- twice the space, and keeps account of them in memory that it cannot spill.
with terms as (

    select
        *,
        dense_rank() over (
            order by rule_id, year_offset, equation_no, scope_line, scope_column
        ) as sum_no
    from {{ ref('int_rule_terms_expanded') }}

),

sums as (

    select distinct
        sum_no,
        rule_id,
        year_offset,
        equation_no,
        scope_line,
        scope_column
    from terms

),

reports as (

    select
        report_id,
        row_number() over (order by report_id) as report_no
    from {{ ref('dim_reports') }}
    where is_current

),

added as (

    select
        reports.report_no,
        terms.sum_no,
        sum(case when terms.side = 'left' then terms.weight * quantities.value end) as left_value,
        sum(case when terms.side = 'right' then terms.weight * quantities.value end)
            as right_value,
        count(case when quantities.counts_as = 'zero' then 1 end) as blank_terms,
        count(case when quantities.counts_as = 'unknown' then 1 end) as unknown_terms,
        count(case when terms.zero_voids and coalesce(quantities.value, 0) = 0 then 1 end)
            as voiding_terms
    from {{ ref('int_rule_quantities') }} as quantities
    inner join reports
        on quantities.report_id = reports.report_id
    inner join terms
        on
            quantities.stated_in = terms.stated_in
            and quantities.form_variant = terms.form_variant
            and quantities.line_code = terms.line_code
            and quantities.column_code = terms.column_code
    group by reports.report_no, terms.sum_no

)

select
    reports.report_id,
    sums.rule_id,
    sums.year_offset,
    sums.equation_no,
    sums.scope_line,
    sums.scope_column,
    cast(added.left_value as decimal(24, 6)) as left_value,
    cast(added.right_value as decimal(24, 6)) as right_value,
    cast(added.blank_terms as integer) as blank_terms,
    cast(added.unknown_terms as integer) as unknown_terms,
    cast(added.voiding_terms as integer) as voiding_terms
from added
inner join reports
    on added.report_no = reports.report_no
inner join sums
    on added.sum_no = sums.sum_no
