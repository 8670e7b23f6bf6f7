{% macro without_last_brackets(name_zh) -%}
    regexp_replace({{ name_zh }}, '[(（][^()（）]*[)）]$', '')
{%- endmacro %}
