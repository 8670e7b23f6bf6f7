{#- Engines split and join texts each in its own way. -#}
{% macro parted_by_percent_signs(text) -%}
    {{ adapter.dispatch('parted_by_percent_signs')(text) }}
{%- endmacro %}

{% macro duckdb__parted_by_percent_signs(text) -%}
    array_to_string(string_split({{ text }}, ''), '%')
{%- endmacro %}
