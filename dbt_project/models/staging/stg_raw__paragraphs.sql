select
    report_id,
    section_no,
    paragraph_no,
    source_line,
    text as paragraph_text
from {{ source('raw', 'paragraphs') }}
