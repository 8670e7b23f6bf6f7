{% macro is_abbreviated_by(longer, shorter) -%}
    length({{ longer }}) > length({{ shorter }})
    and {{ longer }} like '%' || {{ parted_by_percent_signs(shorter) }}
{%- endmacro %}
