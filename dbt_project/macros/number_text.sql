{#- Without decimal places the zeros of 100 would be cut. -#}
{% macro number_text(number) -%}
    regexp_replace(cast({{ number }} as string), '[.]?0+$', '')
{%- endmacro %}
