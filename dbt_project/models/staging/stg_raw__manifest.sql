select
    source_path,
    nullif(trim(agency), '') as agency,
    nullif(trim(replace(report_year, '年', '')), '') as report_year,
    nullif(trim(url), '') as source_url
from {{ source('raw', 'manifest') }}
