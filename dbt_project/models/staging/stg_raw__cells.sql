select
    report_id,
    table_no,
    form_variant,
    row_no,
    position as row_position,
    line_label_raw,
    column_label_raw,
    value_raw,
    location = 'located' as is_located,
    source_line,
    source_column,
    source_cell
from {{ source('raw', 'cells') }}
