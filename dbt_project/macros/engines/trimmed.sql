{% macro trimmed(text) -%}
    {{ adapter.dispatch('trimmed')(text) }}
{%- endmacro %}

{% macro duckdb__trimmed(text) -%}
    trim({{ text }})
{%- endmacro %}

{#- Spark's trim() leaves all blanks but the plain one. These are Unicode's. -#}
{% macro spark__trimmed(text) -%}
    {%- set blanks = ' \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000' -%}
    regexp_replace({{ text }}, '^[{{ blanks }}]+|[{{ blanks }}]+$', '')
{%- endmacro %}
