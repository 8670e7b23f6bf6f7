select
    source_path,
    source_sha256,
    size_bytes,
    reason_code,
    reason
from {{ source('raw', 'rejected_files') }}
