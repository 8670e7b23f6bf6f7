-- Why are applications refused: reasons of （三）不予公开, （四）无法提供 and （五）不予处理, ranked?
-- （六）其他处理 names no reason both forms share and is left out; so are cells without a number.
with reasons as (

    select
        outcomes.outcome_order,
        outcomes.clause_zh,
        outcomes.outcome_group_zh,
        outcomes.outcome_zh,
        outcomes.outcome_en,
        sum(request_outcomes.value) as applications,
        count(
            distinct case when request_outcomes.value > 0 then request_outcomes.report_id end
        ) as reports_giving_it,
        sum(case when request_outcomes.value is null then 1 else 0 end) as cells_without_number
    from {{ ref('fct_request_outcomes') }} as request_outcomes
    inner join {{ ref('dim_outcomes') }} as outcomes
        on request_outcomes.outcome_code = outcomes.outcome_code
    where outcomes.outcome_group_code in ('denied', 'unable', 'refused')
    group by
        outcomes.outcome_order,
        outcomes.clause_zh,
        outcomes.outcome_group_zh,
        outcomes.outcome_zh,
        outcomes.outcome_en

)

select
    rank() over (order by applications desc nulls last) as place,
    clause_zh,
    outcome_group_zh,
    outcome_zh as reason_zh,
    outcome_en as reason_en,
    applications,
    round(applications / nullif(sum(applications) over (), 0) * 100, 1) as percent_of_refusals,
    reports_giving_it,
    cells_without_number
from reasons
order by place, outcome_order
