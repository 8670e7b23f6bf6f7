{#- A decimal as people write it: 31, not 31.000000. The type always has decimals to cut. -#}
{% macro number_text(number) -%}
    regexp_replace(cast({{ number }} as varchar), '\.?0+$', '')
{%- endmacro %}
