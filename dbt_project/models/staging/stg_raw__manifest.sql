select
    source_path,
    nullif(trim(agency), '') as agency,
    nullif(trim(report_year), '') as report_year,
    nullif(trim(url), '') as source_url
from {{ source('raw', 'manifest') }}
