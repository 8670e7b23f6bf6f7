-- Whose number each claim is: the agency's own, or its whole area's, and whether the tables count
-- the same. A whole city's number says nothing about the table of an office of it; that of the
-- city's towns, and one rounded to 万 as in 1.2万, nothing about any table.
with claims as (

    select
        claims.*,
        coalesce(agencies.agency_kind = 'government', false) as is_of_government
    from {{ ref('fct_claims') }} as claims
    inner join {{ ref('dim_reports') }} as reports
        on claims.report_id = reports.report_id
    left join {{ ref('dim_agencies') }} as agencies
        on reports.agency_id = agencies.agency_id

),

attributed as (

    select
        *,
        scope = 'area' or (scope = 'unstated' and is_of_government) as is_of_area,
        scope != 'part'
        and value_raw not like '%万'
        and value_raw not like '%萬' as is_comparable
    from claims

)

select
    report_id,
    claim_no,
    claim_code,
    value,
    is_of_area,
    is_comparable,
    is_comparable and is_of_area = is_of_government as is_of_tables
from attributed
