with claims as (

    select * from {{ ref('stg_raw__claims') }}

),

current_reports as (

    select
        report_id,
        report_year
    from {{ ref('dim_reports') }}
    where is_current

),

scopes as (

    select * from {{ ref('claim_scopes') }}

)

select
    claims.report_id,
    cast(
        row_number() over (partition by claims.report_id order by claims.claim_no) as integer
    ) as claim_no,
    claims.claim_code,
    claims.claim_value as value,
    claims.is_none,
    claims.value_raw,
    coalesce(scopes.scope, 'unstated') as scope,
    claims.scope_raw,
    claims.sentence_text as sentence,
    claims.section_no,
    claims.paragraph_no,
    claims.sentence_no,
    claims.source_line
from claims
inner join current_reports on claims.report_id = current_reports.report_id
left join scopes on claims.scope_raw = scopes.scope_word
-- last year's number, told for comparison, is no claim about this year
where claims.year_named is null or claims.year_named = current_reports.report_year
