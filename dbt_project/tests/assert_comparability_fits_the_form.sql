-- Each row on comparability meets a measure and says what its variants allow; each measure that
-- not every variant prints under the same labels has a row.
with printed as (

    select
        table_no,
        line_code,
        column_code,
        min(form_variant) as first_variant,
        count(*) as variants,
        count(distinct concat_ws('|', group_zh, line_label_zh, column_label_zh, unit)) as labels
    from {{ ref('form_cells') }}
    group by table_no, line_code, column_code

),

variants as (

    select count(*) as all_variants from {{ ref('form_variants') }}

)

select
    printed.line_code as printed_line,
    printed.column_code as printed_column,
    decided.line_code,
    decided.column_code,
    decided.comparability
from printed
cross join variants
full outer join {{ ref('measure_comparability') }} as decided
    on
        printed.table_no = decided.table_no
        and printed.line_code = decided.line_code
        and decided.column_code in (printed.column_code, 'each')
where
    case
        when printed.line_code is null then true
        when decided.line_code is null
            then printed.variants < variants.all_variants or printed.labels > 1
        when decided.comparability = 'redefined' then false
        when decided.comparability = 'renamed'
            then printed.variants < variants.all_variants or printed.labels = 1
        else
            printed.variants = variants.all_variants
            or decided.comparability != 'only_' || printed.first_variant
    end
