-- Every arithmetic rule has terms on both sides; the other kinds have none.
select
    rules.rule_id,
    rules.kind,
    count(distinct terms.side) as sides
from {{ ref('rules') }} as rules
left join {{ ref('rule_terms') }} as terms
    on rules.rule_id = terms.rule_id
group by rules.rule_id, rules.kind
having count(distinct terms.side) != case rules.kind when 'arithmetic' then 2 else 0 end
