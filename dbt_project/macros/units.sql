{#- The unit word in the last brackets of a column header: 万元 in 采购总金额（单位：万元）. -#}
{% macro unit_mark_of_header(header) -%}
    regexp_extract({{ half_width(header) }}, '\((?:单位)?:? *([^():]*)\)$', 1)
{%- endmacro %}
