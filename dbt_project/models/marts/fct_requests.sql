with cells as (

    select * from {{ ref('fct_cells') }}
    where table_no = 3 and role = 'component'

)

select
    report_id,
    column_code as applicant_type_code,
    max(case when line_code = 'received' then value end) as received,
    max(case when line_code = 'carried_in' then value end) as carried_in,
    max(case when line_code = 'carried_out' then value end) as carried_out
from cells
group by report_id, column_code
