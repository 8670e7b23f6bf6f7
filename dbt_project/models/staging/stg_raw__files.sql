select
    source_path,
    source_sha256,
    report_id,
    size_bytes,
    agency_in_name as agency_in_file_name,
    report_year_in_name as report_year_in_file_name
from {{ source('raw', 'files') }}
