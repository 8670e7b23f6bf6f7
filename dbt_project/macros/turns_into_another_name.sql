{#-
    Whether what follows a division's name makes it part of another word: 城区街道 and 中山市场
    are not in 城区 and 中山市, while 吉林市政府 and 某市民政局 are what they seem.
-#}
{% macro turns_into_another_name(rest) -%}
    regexp_extract(
        {{ rest }}, '^(?:街道|[镇乡](?:人民|政府|$)|场|容|政[^府协法务策治]|民[^政族防])', 0
    ) != ''
{%- endmacro %}
