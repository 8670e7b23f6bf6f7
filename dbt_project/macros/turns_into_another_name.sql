{% macro turns_into_another_name(rest) -%}
    regexp_extract(
        {{ rest }}, '^(?:街道|[镇乡](?:人民|政府|$)|场|容|政[^府协法务策治]|民[^政族防])', 0
    ) != ''
{%- endmacro %}
