{% macro parted_by_percent_signs(text) -%}
    {{ adapter.dispatch('parted_by_percent_signs')(text) }}
{%- endmacro %}

{% macro duckdb__parted_by_percent_signs(text) -%}
    array_to_string(string_split({{ text }}, ''), '%')
{%- endmacro %}

{#- Spark's like takes a backslash for an escape; a name out of a report may hold one. -#}
{% macro spark__parted_by_percent_signs(text) -%}
    replace(array_join(split({{ text }}, ''), '%'), chr(92), chr(92) || chr(92))
{%- endmacro %}
