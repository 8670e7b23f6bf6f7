select distinct
    {{ agency_id('agency_name_zh') }} as agency_id,
    agency_name_zh
from {{ ref('int_report_identities') }}
where agency_name_zh is not null
