{#- Nobody calls an autonomous region 区. -#}
{% macro begins_with_level_of(name_zh, regions) -%}
    substr({{ name_zh }}, 1, 1) = right({{ regions }}.region_name_zh, 1)
    and (substr({{ name_zh }}, 1, 1) != '区' or {{ regions }}.region_level = 'county')
{%- endmacro %}
