with claims as (

    select
        *,
        translate({{ half_width('value_raw') }}, '萬兩〇', '万两零') as numeral
    from {{ source('raw', 'claims') }}

)

select
    report_id,
    claim_no,
    claim_code,
    states = 'none' as is_none,
    cast(
        case when states = 'none' then 0 else {{ numeral_value('numeral') }} end as decimal(24, 6)
    ) as claim_value,
    value_raw,
    scope_raw,
    year_named,
    sentence as sentence_text,
    section_no,
    paragraph_no,
    sentence_no,
    source_line
from claims
