-- What the prose states of the very thing its table counts: a whole city's number says nothing
-- about the table of an office of it, nor the other way round.
select
    claims.report_id,
    claims.claim_no,
    claims.claim_code,
    claims.value
from {{ ref('fct_claims') }} as claims
inner join {{ ref('dim_reports') }} as reports
    on claims.report_id = reports.report_id
left join {{ ref('dim_agencies') }} as agencies
    on reports.agency_id = agencies.agency_id
where
    claims.scope = 'unstated'
    or (claims.scope = 'area') = coalesce(agencies.agency_kind = 'government', false)
