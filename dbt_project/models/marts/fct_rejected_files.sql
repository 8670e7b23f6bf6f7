with rejected_files as (

    select * from {{ ref('stg_raw__rejected_files') }}

),

reasons as (

    select * from {{ ref('rejection_reasons') }}

)

select
    rejected_files.source_path,
    rejected_files.source_sha256,
    rejected_files.size_bytes,
    rejected_files.reason_code,
    rejected_files.reason,
    reasons.meaning_en,
    reasons.meaning_zh
from rejected_files
-- a code that the seed lacks must not hide its file; a relationships test finds it
left join reasons
    on rejected_files.reason_code = reasons.reason_code
