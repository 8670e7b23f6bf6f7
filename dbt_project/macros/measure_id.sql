{#- What a cell of the form is called in one word: line and column. -#}
{% macro measure_id(line_code, column_code) -%}
    {{ line_code }} || '.' || {{ column_code }}
{%- endmacro %}
