select
    source_path,
    nullif(trim(agency), '') as agency,
    nullif(trim(report_year), '') as report_year,
    nullif(trim(url), '') as source_url,
    nullif(trim(region), '') as region_code
from {{ source('raw', 'manifest') }}
