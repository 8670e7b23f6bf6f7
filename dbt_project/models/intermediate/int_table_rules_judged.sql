-- The rule that looks at a whole table: was every line of it located (F-03)?
with tables as (

    select * from {{ ref('fct_report_tables') }}

)

select
    tables.report_id,
    rules.rule_id,
    tables.table_no,
    tables.form_variant,
    cast(tables.lines_located as decimal(24, 6)) as left_value,
    cast(tables.lines_expected as decimal(24, 6)) as right_value,
    cast(tables.lines_located - tables.lines_expected as decimal(24, 6)) as difference,
    case when tables.lines_located = tables.lines_expected then 'pass' else 'fail' end as status
from tables
inner join {{ ref('rules') }} as rules
    on
        rules.kind = 'located'
        and {{ applies_to_variant('rules.form_variants', 'tables.form_variant') }}
