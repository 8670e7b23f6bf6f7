-- Every quantity that can enter a rule: the cells, and what the prose states of them.
select
    cells.report_id,
    'table' as stated_in,
    cells.form_variant,
    cells.line_code,
    cells.column_code,
    cells.value,
    statuses.counts_as
from {{ ref('fct_cells') }} as cells
inner join {{ ref('value_statuses') }} as statuses
    on cells.value_status = statuses.value_status

union all

select
    reports.report_id,
    'prose' as stated_in,
    report_tables.form_variant,
    topics.line_code,
    topics.column_code,
    claims.value,
    case when claims.value is null then 'unknown' else 'number' end as counts_as
from {{ ref('dim_reports') }} as reports
inner join {{ ref('stg_raw__report_tables') }} as report_tables
    on reports.report_id = report_tables.report_id
inner join {{ ref('claim_topics') }} as topics
    on report_tables.table_no = topics.table_no
left join {{ ref('int_claims_settled') }} as claims
    on
        reports.report_id = claims.report_id
        and topics.claim_code = claims.claim_code
        and claims.is_of_tables
where reports.is_current
