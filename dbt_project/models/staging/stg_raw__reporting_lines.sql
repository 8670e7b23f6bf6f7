select
    trim(agency) as agency_name_zh,
    trim(reports_to) as parent_name_zh
from {{ source('raw', 'reporting_lines') }}
