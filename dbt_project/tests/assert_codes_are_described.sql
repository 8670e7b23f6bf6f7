-- Every line and column of the form has its English label, and none is described in vain.
select
    'line' as kind,
    cells.line_code as cell_code,
    described.line_code as described_code
from {{ ref('form_cells') }} as cells
full outer join {{ ref('form_lines') }} as described
    on cells.table_no = described.table_no and cells.line_code = described.line_code
where cells.line_code is null or described.line_code is null

union all

select
    'column' as kind,
    cells.column_code as cell_code,
    described.column_code as described_code
from {{ ref('form_cells') }} as cells
full outer join {{ ref('form_columns') }} as described
    on cells.table_no = described.table_no and cells.column_code = described.column_code
where cells.column_code is null or described.column_code is null
