select
    source_path,
    source_sha256,
    size_bytes,
    reason_code,
    reason
from {{ ref('stg_raw__rejected_files') }}
