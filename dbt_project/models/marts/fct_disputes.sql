select
    report_id,
    measure_id,
    line_code,
    column_code,
    value,
    value_status
from {{ ref('fct_cells') }}
where table_no = 4 and role = 'component'
