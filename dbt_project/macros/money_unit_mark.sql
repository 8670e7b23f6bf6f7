{#-
    The first unit of money a text names: 万元 in 采购总金额（单位：万元）, 亿元, 元; '' if none.
    A unit that is found but not known must not be taken for the form's.
-#}
{% macro money_unit_mark(text) -%}
    regexp_extract({{ text }}, '[十百千万亿]*元', 0)
{%- endmacro %}
