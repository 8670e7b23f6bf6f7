select
    source_path,
    nullif(trim(agency), '') as agency,
    nullif(trim(replace(report_year, '年', '')), '') as report_year,
    nullif(trim(url), '') as source_url,
    nullif(trim(region), '') as region_code
from {{ source('raw', 'manifest') }}
