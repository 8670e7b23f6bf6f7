select
    report_id,
    table_no,
    form_variant,
    text_layout,
    alignment,
    first_line,
    last_line,
    rows_located,
    first_line is not null as is_found
from {{ source('raw', 'report_tables') }}
