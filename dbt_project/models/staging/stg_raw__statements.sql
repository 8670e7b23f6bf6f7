select
    report_id,
    field as field_name,
    source as metadata_source,
    value as field_value,
    source_line
from {{ source('raw', 'statements') }}
