with cells as (

    select distinct value_raw from {{ source('raw', 'cells') }}

),

marks as (

    select * from {{ ref('numeral_marks') }}

),

tidied as (

    select
        value_raw,
        {{ half_width('value_raw') }} as printed
    from cells

),

-- sign, digits, unit and a bracketed note; digits parted by blanks match nothing
dissected as (

    select
        value_raw,
        printed,
        regexp_extract(printed, '{{ numeral_pattern() }}', 1) as sign_mark,
        replace(regexp_extract(printed, '{{ numeral_pattern() }}', 2), ',', '') as digits,
        coalesce(
            nullif(regexp_extract(printed, '{{ numeral_pattern() }}', 3), ''),
            {{ money_unit_mark("regexp_extract(printed, '" ~ numeral_pattern() ~ "', 4)") }}
        ) as unit_mark
    from tidied

),

parsed as (

    select
        dissected.value_raw,
        units.meaning as unit_printed,
        case
            when dissected.printed = '' then 'blank'
            when not_applicable.mark is not null then 'not_applicable'
            when
                dissected.digits != ''
                and (dissected.sign_mark = '' or signs.mark is not null)
                and (dissected.unit_mark = '' or units.mark is not null)
                then 'number'
            else 'unreadable'
        end as value_status,
        cast(nullif(dissected.digits, '') as decimal(24, 6))
        * coalesce(cast(signs.meaning as integer), 1) as signed_number
    from dissected
    left join marks as signs
        on dissected.sign_mark = signs.mark and signs.kind = 'sign'
    left join marks as units
        on dissected.unit_mark = units.mark and units.kind = 'unit'
    left join marks as not_applicable
        on dissected.printed = not_applicable.mark and not_applicable.kind = 'not_applicable'

)

select
    value_raw,
    value_status,
    unit_printed,
    case when value_status = 'number' then cast(signed_number as decimal(24, 6)) end
        as number_printed
from parsed
