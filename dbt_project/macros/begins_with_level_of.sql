{#-
    Whether a name begins with the level of a division: 区 of 区统计局 and of 柳北区, 市 of 柳州市.
    Nobody calls an autonomous region 区.
-#}
{% macro begins_with_level_of(name_zh, regions) -%}
    substr({{ name_zh }}, 1, 1) = right({{ regions }}.region_name_zh, 1)
    and (substr({{ name_zh }}, 1, 1) != '区' or {{ regions }}.region_level = 'county')
{%- endmacro %}
