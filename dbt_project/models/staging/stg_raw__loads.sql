select
    extractor_version,
    files_found
from {{ source('raw', 'loads') }}
