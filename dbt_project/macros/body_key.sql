{% macro body_key(body_zh) -%}
    replace(replace({{ body_zh }}, '和', ''), '与', '')
{%- endmacro %}
