{% macro measure_id(line_code, column_code) -%}
    {{ line_code }} || '.' || {{ column_code }}
{%- endmacro %}
