-- Table 3 is summed by line and by column: one wrong cell breaks a sum in each direction by the
-- same difference. Any rule that adds up cells of one table of one report takes part.
with grid_rules as (

    select terms.rule_id
    from {{ ref('rule_terms') }} as terms
    inner join {{ ref('rules') }} as rules
        on terms.rule_id = rules.rule_id
    where rules.comparison = '='
    group by terms.rule_id
    having
        min(terms.stated_in) = 'table' and max(terms.stated_in) = 'table'
        and min(terms.year_offset) = 0

),

results as (

    -- what a person dismissed says nothing
    select results.*
    from {{ ref('fct_rule_results') }} as results
    inner join grid_rules
        on results.rule_id = grid_rules.rule_id
    where results.is_open or results.status = 'pass'

),

failing_reports as (

    select distinct report_id
    from results
    where is_open

),

-- each cell with each sum it is part of, and what added to the cell would make the sum hold
crossings as (

    select
        results.report_id,
        results.rule_id,
        results.instance,
        results.table_no,
        results.form_variant,
        results.scope_line,
        results.scope_column,
        results.status,
        terms.line_code,
        terms.column_code,
        case terms.side when 'left' then -1 else 1 end * terms.weight * results.difference
            as correction
    from results
    inner join failing_reports
        on results.report_id = failing_reports.report_id
    inner join {{ ref('int_rule_terms_expanded') }} as terms
        on
            results.rule_id = terms.rule_id
            and results.form_variant = terms.form_variant
            and results.scope_line is not distinct from terms.scope_line
            and results.scope_column is not distinct from terms.scope_column

),

-- cells all of whose sums fail, in both directions, by one difference
explaining as (

    select
        report_id,
        line_code,
        column_code,
        min(correction) as correction
    from crossings
    group by report_id, line_code, column_code
    having
        min(status) = 'fail' and max(status) = 'fail'
        and min(correction) = max(correction)
        and count(scope_line) > 0 and count(scope_column) > 0

),

-- a count cannot be negative, nor is anything known of a cell that could not be read
candidates as (

    select
        cells.*,
        cast(coalesce(cells.value, 0) + explaining.correction as decimal(24, 6))
            as reconciling_value
    from explaining
    inner join {{ ref('fct_cells') }} as cells
        on
            explaining.report_id = cells.report_id
            and explaining.line_code = cells.line_code
            and explaining.column_code = cells.column_code
    inner join {{ ref('value_statuses') }} as statuses
        on cells.value_status = statuses.value_status
    where statuses.counts_as != 'unknown' and coalesce(cells.value, 0) + explaining.correction >= 0

),

-- a sum that two cells could explain names neither
crossed as (

    select
        candidates.*,
        crossings.rule_id,
        crossings.instance,
        count(*) over (
            partition by crossings.report_id, crossings.rule_id, crossings.instance
        ) as rivals
    from candidates
    inner join crossings
        on
            candidates.report_id = crossings.report_id
            and candidates.line_code = crossings.line_code
            and candidates.column_code = crossings.column_code

),

suspects as (

    select
        report_id,
        measure_id,
        min(reconciling_value) as reconciling_value,
        {{ joined_in_order("rule_id || ' ' || instance", '; ', 'rule_id, instance') }}
            as instances_explained
    from crossed
    group by report_id, measure_id
    having max(rivals) = 1

)

select
    suspects.report_id,
    suspects.measure_id,
    cells.table_no,
    cells.form_variant,
    cells.line_code,
    cells.column_code,
    cells.value,
    cells.value_raw,
    cells.value_status,
    suspects.reconciling_value,
    suspects.instances_explained,
    measures.line_label_zh || '·' || measures.column_label_zh || '：'
    || coalesce('填报 ' || {{ number_text('cells.value') }}, statuses.label_zh) || '，若为 '
    || {{ number_text('suspects.reconciling_value') }} || ' 则该格所在各项合计成立'
        as statement_zh,
    measures.line_label_en || ', ' || measures.column_label_en || ': '
    || coalesce({{ number_text('cells.value') }} || ' is reported', statuses.label_en) || '; '
    || {{ number_text('suspects.reconciling_value') }} || ' would make its sums hold'
        as statement_en,
    cells.source_line,
    cells.source_column,
    cells.source_cell
from suspects
inner join {{ ref('fct_cells') }} as cells
    on suspects.report_id = cells.report_id and suspects.measure_id = cells.measure_id
inner join {{ ref('value_statuses') }} as statuses
    on cells.value_status = statuses.value_status
inner join {{ ref('dim_measures') }} as measures
    on suspects.measure_id = measures.measure_id
