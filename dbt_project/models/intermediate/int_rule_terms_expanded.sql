{{ config(materialized='table') }}

-- The rules' signed terms, spelled out: one row per cell that enters an instance of a rule.
with terms as (

    select * from {{ ref('rule_terms') }}

),

rules as (

    select * from {{ ref('rules') }}

),

cells as (

    select
        'table' as stated_in,
        form_cells.form_variant,
        form_cells.table_no,
        form_cells.line_code,
        form_cells.column_code,
        form_lines.outcome_group_code is not null as is_outcome
    from {{ ref('form_cells') }} as form_cells
    inner join {{ ref('form_lines') }} as form_lines
        on
            form_cells.table_no = form_lines.table_no
            and form_cells.line_code = form_lines.line_code

    union all

    -- what the prose states of a table, whichever its variant
    select
        'prose' as stated_in,
        form_variants.form_variant,
        topics.table_no,
        topics.line_code,
        topics.column_code,
        false as is_outcome
    from {{ ref('claim_topics') }} as topics
    cross join {{ ref('form_variants') }} as form_variants

),

expanded as (

    select
        terms.rule_id,
        terms.term_no,
        terms.equation_no,
        terms.side,
        terms.stated_in,
        terms.year_offset,
        terms.weight,
        terms.zero_voids,
        cells.form_variant,
        cells.table_no,
        cells.line_code,
        cells.column_code,
        case when terms.line_code = 'each' then cells.line_code end as scope_line,
        case when terms.column_code = 'each' then cells.column_code end as scope_column
    from terms
    inner join rules
        on terms.rule_id = rules.rule_id
    inner join cells
        on
            terms.stated_in = cells.stated_in
            and terms.table_no = cells.table_no
            and {{ applies_to_variant('rules.form_variants', 'cells.form_variant') }}
            and (
                terms.line_code in ('each', cells.line_code)
                or (terms.line_group = 'outcomes' and cells.is_outcome)
            )
            and terms.column_code in ('each', cells.column_code)

),

-- a line of the form that has cells for one side only (2019's fees have no decisions) is no
-- instance of the rule
sided as (

    select
        *,
        min(side) over (
            partition by rule_id, equation_no, form_variant, scope_line, scope_column
        ) as first_side,
        max(side) over (
            partition by rule_id, equation_no, form_variant, scope_line, scope_column
        ) as last_side
    from expanded

)

select
    rule_id,
    term_no,
    equation_no,
    side,
    stated_in,
    year_offset,
    weight,
    zero_voids,
    form_variant,
    table_no,
    line_code,
    column_code,
    scope_line,
    scope_column
from sided
where first_side != last_side
