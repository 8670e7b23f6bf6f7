-- The one join of both variants: every cell the form asks of a report, by the form's
-- coordinates, with what the report prints there.
with report_tables as (

    select * from {{ ref('stg_raw__report_tables') }}

),

form_cells as (

    select * from {{ ref('form_cells') }}

),

cells as (

    select * from {{ ref('stg_raw__cells') }}

),

printed_values as (

    select * from {{ ref('stg_raw__printed_values') }}

),

marks as (

    select * from {{ ref('numeral_marks') }}

),

conversions as (

    select * from {{ ref('unit_conversions') }}

),

mapped as (

    select
        report_tables.report_id,
        report_tables.table_no,
        report_tables.form_variant,
        form_cells.line_code,
        form_cells.column_code,
        form_cells.role,
        form_cells.unit,
        cells.value_raw,
        cells.line_label_raw,
        cells.column_label_raw,
        cells.source_line,
        cells.source_column,
        cells.source_cell,
        cells.is_located,
        -- a count has no unit to look for
        case
            when form_cells.unit != 'count'
                then
                    {{ money_unit_mark("concat_ws(' ', column_label_raw, line_label_raw)") }}
            else ''
        end as label_unit_mark
    from report_tables
    inner join form_cells
        on
            report_tables.form_variant = form_cells.form_variant
            and report_tables.table_no = form_cells.table_no
    left join cells
        on
            report_tables.report_id = cells.report_id
            and form_cells.form_variant = cells.form_variant
            and form_cells.table_no = cells.table_no
            and form_cells.row_no = cells.row_no
            and form_cells.position = cells.row_position

),

valued as (

    select
        mapped.*,
        case
            when mapped.is_located is null then 'absent'
            when not mapped.is_located then 'unreadable'
            else printed_values.value_status
        end as status_printed,
        printed_values.number_printed,
        -- the unit: as printed in the cell, else in the labels of an amount, else the form's
        conversions.factor
    from mapped
    left join printed_values
        on mapped.value_raw = printed_values.value_raw
    left join marks as label_units
        on mapped.label_unit_mark = label_units.mark and label_units.kind = 'unit'
    left join conversions
        on
            case
                when printed_values.unit_printed is not null then printed_values.unit_printed
                when mapped.label_unit_mark != '' then label_units.meaning
                else mapped.unit
            end = conversions.from_unit
            and mapped.unit = conversions.to_unit

),

-- nothing for a number in a unit that does not fit the cell, or that the type cannot hold exactly;
-- nearly all are printed in the form's unit, and to multiply each of them takes long
converted as (

    select
        *,
        case
            when factor = 1 then number_printed
            when try_cast(number_printed * factor as decimal(24, 6)) = number_printed * factor
                then try_cast(number_printed * factor as decimal(24, 6))
        end as converted
    from valued

)

select
    report_id,
    table_no,
    form_variant,
    line_code,
    column_code,
    role,
    unit,
    value_raw,
    line_label_raw,
    column_label_raw,
    source_line,
    source_column,
    source_cell,
    coalesce(is_located, false) as is_located,
    case
        when status_printed = 'number' and converted is null then 'unreadable'
        else status_printed
    end as value_status,
    case when status_printed = 'number' then converted end as value
from converted
