select
    source_path,
    nullif({{ trimmed('agency') }}, '') as agency,
    nullif({{ trimmed("replace(report_year, '年', '')") }}, '') as report_year,
    nullif({{ trimmed('url') }}, '') as source_url,
    nullif({{ trimmed('region') }}, '') as region_code
from {{ source('raw', 'manifest') }}
