-- Who applies: natural persons or organizations, and of which kind?
-- Sums of numbers reported; reports_without_number are in none of them and may hide applicants.
with requests as (

    select * from {{ ref('fct_requests') }}

),

applicant_types as (

    select * from {{ ref('dim_applicant_types') }}

),

reports as (

    select * from {{ ref('dim_reports') }}

),

by_year as (

    select
        reports.report_year,
        applicant_types.applicant_type_order,
        applicant_types.applicant_group_zh,
        applicant_types.applicant_group_en,
        applicant_types.applicant_type_zh,
        applicant_types.applicant_type_en,
        sum(requests.received) as received,
        sum(case when requests.received is null then 1 else 0 end) as reports_without_number
    from requests
    inner join applicant_types
        on requests.applicant_type_code = applicant_types.applicant_type_code
    inner join reports
        on requests.report_id = reports.report_id
    group by
        reports.report_year,
        applicant_types.applicant_type_order,
        applicant_types.applicant_group_zh,
        applicant_types.applicant_group_en,
        applicant_types.applicant_type_zh,
        applicant_types.applicant_type_en

),

shares as (

    select
        *,
        sum(received) over (partition by report_year) as received_in_year,
        sum(received) over (partition by report_year, applicant_group_zh) as received_by_group
    from by_year

)

select
    report_year,
    applicant_group_zh,
    applicant_group_en,
    received_by_group,
    round(received_by_group / nullif(received_in_year, 0) * 100, 1) as group_percent_of_year,
    applicant_type_zh,
    applicant_type_en,
    received,
    round(received / nullif(received_in_year, 0) * 100, 1) as percent_of_year,
    reports_without_number
from shares
order by report_year nulls last, applicant_type_order
