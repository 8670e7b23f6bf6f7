{#- An agency's identity: a digest of its name, null where the name is. -#}
{% macro agency_id(agency_name_zh) -%}
    substr(md5({{ agency_name_zh }}), 1, 12)
{%- endmacro %}
