{#- A line's label with the heading it needs to be understood: （六）其他处理·3.其他. -#}
{% macro line_label_in_full(group_zh, line_label_zh) -%}
    coalesce({{ group_zh }} || '·', '') || {{ line_label_zh }}
{%- endmacro %}
