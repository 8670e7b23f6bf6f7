select
    form_columns.column_code as applicant_type_code,
    form_columns.column_order as applicant_type_order,
    measures.column_label_zh as applicant_type_zh,
    form_columns.column_label_en as applicant_type_en,
    form_columns.column_group_zh as applicant_group_zh,
    form_columns.column_group_en as applicant_group_en
from {{ ref('form_columns') }} as form_columns
inner join {{ ref('dim_measures') }} as measures
    on
        form_columns.table_no = measures.table_no
        and form_columns.column_code = measures.column_code
        and measures.line_code = 'received'
where form_columns.table_no = 3 and measures.role = 'component'
