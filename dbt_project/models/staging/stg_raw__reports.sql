select
    report_id,
    media_type,
    encoding,
    text_layout
from {{ source('raw', 'reports') }}
