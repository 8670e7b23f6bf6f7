-- The terms of each open finding on an equation: which cells, claims and other years' cells make
-- its two sides. Of a rule with several equations, the one that fails.
with findings as (

    select
        results.*,
        judged.equation_no
    from {{ ref('fct_rule_results') }} as results
    inner join {{ ref('int_rule_results_judged') }} as judged
        on
            results.report_id = judged.report_id
            and results.rule_id = judged.rule_id
            and results.instance = judged.instance
    where results.is_open

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
        and findings.equation_no = terms.equation_no
        and findings.form_variant = terms.form_variant
        and findings.table_no = terms.table_no
        and coalesce(findings.scope_line, '') = coalesce(terms.scope_line, '')
        and coalesce(findings.scope_column, '') = coalesce(terms.scope_column, '')
