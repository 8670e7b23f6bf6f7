-- what is said twice of one place is one note
select distinct
    report_id,
    table_no,
    line_code,
    code as note_code,
    sentence,
    line as source_line
from {{ source('raw', 'notes') }}
