-- The cells of its report that an open finding is about: all terms of the instance that are
-- printed in its tables or, where a rule has no terms, the cell it judged. One about a whole table
-- has none.
with findings as (

    select * from {{ ref('fct_rule_results') }}
    where is_open

),

-- a rule with several equations names a cell several times
terms as (

    select distinct
        rule_id,
        form_variant,
        table_no,
        scope_line,
        scope_column,
        line_code,
        column_code
    from {{ ref('int_rule_terms_expanded') }}
    where stated_in = 'table' and year_offset = 0

),

cells as (

    select
        findings.report_id,
        findings.rule_id,
        findings.instance,
        findings.table_no,
        findings.scope_line,
        findings.scope_column,
        coalesce(terms.line_code, findings.scope_line) as line_code,
        coalesce(terms.column_code, findings.scope_column) as column_code
    from findings
    left join terms
        on
            findings.rule_id = terms.rule_id
            and findings.form_variant = terms.form_variant
            and findings.table_no = terms.table_no
            and coalesce(findings.scope_line, '') = coalesce(terms.scope_line, '')
            and coalesce(findings.scope_column, '') = coalesce(terms.scope_column, '')

)

select
    report_id,
    rule_id,
    instance,
    table_no,
    scope_line,
    scope_column,
    {{ measure_id('line_code', 'column_code') }} as measure_id
from cells
where line_code is not null and column_code is not null
