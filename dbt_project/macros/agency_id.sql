{#-
    An agency's identity: a digest of its region and what it is called there. Without a region
    its name is all there is; null where that is.
-#}
{% macro agency_id(region_code, body_zh) -%}
    substr(md5(coalesce({{ region_code }}, '') || {{ body_zh }}), 1, 12)
{%- endmacro %}
