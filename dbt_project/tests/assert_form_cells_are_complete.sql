-- form_cells holds, per variant and table, as many cells as the form prescribes.
with prescribed as (

    {% for table_no in [2, 3, 4] %}
        select
            form_variant,
            {{ table_no }} as table_no,
            table{{ table_no }}_cells as cells
        from {{ ref('form_variants') }}
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

catalogued as (

    select
        form_variant,
        table_no,
        count(*) as cells
    from {{ ref('form_cells') }}
    group by form_variant, table_no

)

select
    prescribed.form_variant,
    prescribed.table_no,
    prescribed.cells as cells_prescribed,
    catalogued.cells as cells_catalogued
from prescribed
full outer join catalogued
    on
        prescribed.form_variant = catalogued.form_variant
        and prescribed.table_no = catalogued.table_no
where prescribed.cells is distinct from catalogued.cells
