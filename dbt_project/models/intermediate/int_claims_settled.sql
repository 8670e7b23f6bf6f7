-- What the prose of a report states, where all its sentences on it agree.
select
    report_id,
    claim_code,
    is_of_area,
    is_of_tables,
    min(value) as value
from {{ ref('int_claims_attributed') }}
where is_comparable
group by report_id, claim_code, is_of_area, is_of_tables
having count(distinct value) = 1
