-- Whose number each claim is: the agency's own, or its whole area's, and whether the tables count
-- the same. A whole city's number says nothing about the table of an office of it; that of the
-- city's towns, and one rounded to 万 as in 1.2万, nothing about any table. 收到15件，均已办结 speaks of
-- the 15 that were new: those carried in are handled as well.
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

carried_in as (

    select distinct report_id
    from {{ ref('fct_cells') }}
    where line_code = 'carried_in' and column_code = 'total' and value > 0

),

handled_of_new as (

    select distinct
        handled.report_id,
        handled.claim_no
    from claims as handled
    inner join claims as received
        on
            handled.report_id = received.report_id
            and handled.paragraph_no = received.paragraph_no
            and handled.sentence_no = received.sentence_no
            and handled.value = received.value
    inner join carried_in on handled.report_id = carried_in.report_id
    where handled.claim_code = 'handled' and received.claim_code = 'received'

),

attributed as (

    select
        claims.*,
        claims.scope = 'area'
        or (claims.scope = 'unstated' and claims.is_of_government) as is_of_area,
        handled_of_new.claim_no is null
        and claims.scope != 'part'
        and claims.value_raw not like '%万'
        and claims.value_raw not like '%萬' as is_comparable
    from claims
    left join handled_of_new
        on
            claims.report_id = handled_of_new.report_id
            and claims.claim_no = handled_of_new.claim_no

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
