select
    {{ trimmed('agency') }} as agency_name_zh,
    {{ trimmed('reports_to') }} as parent_name_zh
from {{ source('raw', 'reporting_lines') }}
