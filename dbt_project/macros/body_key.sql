{#- What a body's spelling is compared by: 文化旅游局 is 文化和旅游局. -#}
{% macro body_key(body_zh) -%}
    replace(replace({{ body_zh }}, '和', ''), '与', '')
{%- endmacro %}
