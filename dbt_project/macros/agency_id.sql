{% macro agency_id(region_code, body_zh) -%}
    substr(md5(coalesce({{ region_code }}, '') || {{ body_zh }}), 1, 12)
{%- endmacro %}
