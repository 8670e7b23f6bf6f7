-- Where does the prose contradict the tables, in which sentence on which line?
-- Prose that gives two numbers for one thing is not judged. Look at scope_raw: whose count it is.
with findings as (

    select * from {{ ref('rpt_rule_results') }}
    where is_open and rule_subject = 'prose'

),

claims as (

    select claims.*
    from {{ ref('fct_claims') }} as claims
    -- the others speak of what the table does not count
    inner join {{ ref('int_claims_attributed') }} as attributed
        on
            claims.report_id = attributed.report_id
            and claims.claim_no = attributed.claim_no
            and attributed.is_of_tables

),

-- what a sentence has to count to enter a rule
topics as (

    select
        terms.rule_id,
        topics.claim_code,
        case when terms.column_code = 'each' then topics.column_code else 'report' end as instance
    from {{ ref('rule_terms') }} as terms
    inner join {{ ref('claim_topics') }} as topics
        on
            terms.table_no = topics.table_no
            and terms.line_code = topics.line_code
            and terms.column_code in ('each', topics.column_code)
    where terms.stated_in = 'prose'

)

select
    findings.agency_name_zh,
    findings.report_year,
    findings.rule_id,
    findings.severity,
    claims.claim_code,
    findings.left_value as stated_in_prose,
    findings.right_value as stated_in_tables,
    findings.difference,
    findings.blank_terms,
    claims.sentence,
    claims.value_raw,
    claims.scope_raw,
    findings.statement_zh,
    findings.statement_en,
    findings.review_verdict,
    findings.source_path,
    claims.source_line
from findings
left join topics
    on findings.rule_id = topics.rule_id and findings.instance = topics.instance
left join claims
    on
        findings.report_id = claims.report_id
        and topics.claim_code = claims.claim_code
order by
    case when findings.severity = 'warning' then 0 else 1 end asc,
    abs(findings.difference) desc,
    findings.source_path asc,
    findings.rule_id asc,
    findings.instance asc,
    claims.claim_no asc
