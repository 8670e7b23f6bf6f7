-- Every spelling of a line or a column stands for a code of the form.
select
    labels.kind,
    labels.table_no,
    labels.code,
    labels.label_zh
from {{ ref('form_labels') }} as labels
left join {{ ref('form_cells') }} as cells
    on
        labels.table_no = cells.table_no
        and labels.code = case labels.kind
            when 'line' then cells.line_code
            when 'column' then cells.column_code
        end
where labels.kind in ('line', 'column') and cells.form_variant is null
