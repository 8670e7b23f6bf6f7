-- What the prose of a report states of the agency itself, and of its whole area, if its sentences
-- agree. What a government's prose does not limit to itself is of its area, as its tables are.
select
    claims.report_id,
    claims.claim_code,
    claims.scope = 'area'
    or (claims.scope = 'unstated' and coalesce(agencies.agency_kind = 'government', false))
        as is_of_area,
    min(claims.value) as value
from {{ ref('fct_claims') }} as claims
inner join {{ ref('dim_reports') }} as reports
    on claims.report_id = reports.report_id
left join {{ ref('dim_agencies') }} as agencies
    on reports.agency_id = agencies.agency_id
group by all
having count(distinct claims.value) = 1
