{% macro fill_in_account(template) -%}
    replace(replace(replace(
        {{ template }},
        '{rows_in}', coalesce(cast(counted.rows_in as string), '?')),
        '{rows_kept}', cast(counted.rows_kept as string)),
        '{rows_set_aside}', cast(counted.rows_set_aside as string)
    )
{%- endmacro %}
