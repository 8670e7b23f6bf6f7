-- Where do carry-overs break: which report does not begin where that of the year before ended?
-- Only agencies with reports for two years running are looked at; blanks count as 0: blank_terms.
with findings as (

    select * from {{ ref('rpt_rule_results') }}
    where is_open and rule_subject = 'years'

),

reports as (

    select * from {{ ref('dim_reports') }}
    where is_current

)

select
    findings.agency_name_zh,
    findings.report_year,
    findings.rule_id,
    findings.severity,
    findings.line_label_zh,
    findings.column_label_zh,
    findings.left_value,
    findings.right_value,
    findings.difference,
    findings.blank_terms,
    findings.statement_zh,
    findings.statement_en,
    findings.review_verdict,
    reports_before.source_path as source_path_of_year_before,
    findings.source_path
from findings
inner join reports
    on findings.report_id = reports.report_id
inner join reports as reports_before
    on
        reports.agency_id = reports_before.agency_id
        and reports.report_year - 1 = reports_before.report_year
order by
    case when findings.severity = 'warning' then 0 else 1 end asc,
    abs(findings.difference) desc,
    findings.source_path asc,
    findings.rule_id asc,
    findings.instance asc
