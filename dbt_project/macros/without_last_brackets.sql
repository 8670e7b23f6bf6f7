{#- A name without what brackets at its end add: 市场监督管理局(知识产权局). -#}
{% macro without_last_brackets(name_zh) -%}
    regexp_replace({{ name_zh }}, '[(（][^()（）]*[)）]$', '')
{%- endmacro %}
