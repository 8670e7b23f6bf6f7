-- The figures that rates are made of, as printed: each one cell, or a sum of cells that is null
-- unless all of them hold a number.
with cells as (

    select
        cells.report_id,
        cells.measure_id,
        cells.line_code,
        cells.column_code,
        cells.value,
        outcomes.outcome_group_code as outcome_group
    from {{ ref('fct_cells') }} as cells
    left join {{ ref('dim_outcomes') }} as outcomes
        on cells.line_code = outcomes.outcome_code
    where
        cells.measure_id = 'normative_documents.in_force'
        or (cells.table_no = 3 and cells.column_code = 'total')
        or cells.table_no = 4

),

channels as (

    select
        *,
        line_code = 'administrative_reconsideration' as in_reconsideration,
        line_code in ('litigation_direct', 'litigation_after_reconsideration') as in_litigation,
        column_code in ('upheld', 'corrected', 'other_result') as is_decided
    from cells

)

select
    report_id,
    {{ complete_sum("line_code = 'received'") }} as received,
    {{ complete_sum("line_code = 'carried_in'") }} as carried_in,
    {{ complete_sum("line_code = 'total_handled'") }} as handled,
    {{ complete_sum("line_code = 'carried_out'") }} as carried_out,
    {{ complete_sum("outcome_group = 'granted'") }} as granted,
    {{ complete_sum("outcome_group = 'partly_granted'") }} as partly_granted,
    {{ complete_sum("outcome_group = 'denied'") }} as denied,
    {{ complete_sum("outcome_group = 'unable'") }} as unable,
    {{ complete_sum("outcome_group = 'refused'") }} as refused,
    {{ complete_sum("outcome_group = 'other'") }} as otherwise_handled,
    {{ complete_sum("in_reconsideration and column_code = 'total'") }} as reconsiderations,
    {{ complete_sum("in_reconsideration and is_decided") }} as reconsiderations_decided,
    {{ complete_sum("in_reconsideration and column_code = 'corrected'") }}
        as reconsiderations_corrected,
    {{ complete_sum("in_litigation and column_code = 'total'") }} as lawsuits,
    {{ complete_sum("in_litigation and is_decided") }} as lawsuits_decided,
    {{ complete_sum("in_litigation and column_code = 'corrected'") }} as lawsuits_corrected,
    {{ complete_sum("(in_reconsideration or in_litigation) and column_code = 'total'") }}
        as disputes,
    {{ complete_sum("measure_id = 'normative_documents.in_force'") }}
        as normative_documents_in_force
from channels
group by report_id
