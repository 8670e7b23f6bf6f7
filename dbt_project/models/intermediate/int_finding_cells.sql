-- The cells of its report that an open finding is about: all terms of the instance that are
-- printed in its tables or, where a rule has no terms, the cell it judged. One about a whole table
-- has none.
with terms as (

    select distinct
        report_id,
        rule_id,
        instance,
        table_no,
        scope_line,
        scope_column,
        measure_id
    from {{ ref('int_finding_terms') }}
    where stated_in = 'table' and year_offset = 0

),

judged_cells as (

    select
        report_id,
        rule_id,
        instance,
        table_no,
        scope_line,
        scope_column,
        {{ measure_id('scope_line', 'scope_column') }} as measure_id
    from {{ ref('fct_rule_results') }}
    where is_open and scope_line is not null and scope_column is not null

)

select * from terms
union
select * from judged_cells
