{#-
    Whether a shorter name keeps characters of a longer one, in their order and to its last
    one: 甲县人社局 for 甲县人力资源和社会保障局, 乙局 for 甲县乙局.
-#}
{% macro is_abbreviated_by(longer, shorter) -%}
    length({{ longer }}) > length({{ shorter }})
    and {{ longer }} like '%' || {{ parted_by_percent_signs(shorter) }}
{%- endmacro %}
