-- The terms of each open finding on an equation: which cells, claims and other years' cells make
-- its two sides.
with findings as (

    select * from {{ ref('fct_rule_results') }}
    where is_open

),

terms as (

    select * from {{ ref('int_rule_terms_expanded') }}

)

select
    findings.report_id,
    findings.rule_id,
    findings.instance,
    findings.table_no,
    findings.scope_line,
    findings.scope_column,
    terms.equation_no,
    terms.term_no,
    terms.side,
    terms.weight,
    terms.stated_in,
    terms.year_offset,
    {{ measure_id('terms.line_code', 'terms.column_code') }} as measure_id
from findings
inner join terms
    on
        findings.rule_id = terms.rule_id
        and findings.form_variant = terms.form_variant
        and findings.table_no = terms.table_no
        and coalesce(findings.scope_line, '') = coalesce(terms.scope_line, '')
        and coalesce(findings.scope_column, '') = coalesce(terms.scope_column, '')
