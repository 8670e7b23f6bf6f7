-- Which reports contradict themselves most, and in which sentence (rules on sums and on prose)?
-- A warning is a sum that does not hold; info is only a hint. Blanks count as 0: blank_terms.
with findings as (

    select
        *,
        count(case when severity = 'warning' then 1 end)
            over (partition by report_id)
            as warnings_in_report,
        count(*) over (partition by report_id) as findings_in_report
    from {{ ref('rpt_rule_results') }}
    -- rules on filling ask whether a cell is filled and read, which no other cell can contradict
    where is_open and rule_subject != 'filling'

)

select
    warnings_in_report,
    findings_in_report,
    agency_name_zh,
    report_year,
    rule_id,
    severity,
    statement_zh,
    statement_en,
    difference,
    blank_terms,
    review_verdict,
    source_path
from findings
order by
    warnings_in_report desc,
    findings_in_report desc,
    source_path asc,
    case when severity = 'warning' then 0 else 1 end asc,
    rule_id asc,
    statement_zh asc
