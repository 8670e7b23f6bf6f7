{#- A unit that is found but not known must not be taken for the form's. -#}
{% macro money_unit_mark(text) -%}
    regexp_extract({{ text }}, '[十百千万亿]*元', 0)
{%- endmacro %}
