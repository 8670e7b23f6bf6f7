{% macro line_label_in_full(group_zh, line_label_zh) -%}
    coalesce({{ group_zh }} || '·', '') || {{ line_label_zh }}
{%- endmacro %}
