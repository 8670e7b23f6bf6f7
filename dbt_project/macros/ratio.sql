{#- A quotient of two counts as a float; null where the divisor is zero or either is null. -#}
{% macro ratio(dividend, divisor) -%}
    cast({{ dividend }} as double) / nullif({{ divisor }}, 0)
{%- endmacro %}
