{% macro joined_in_order(text, delimiter, order_by) -%}
    {{ adapter.dispatch('joined_in_order')(text, delimiter, order_by) }}
{%- endmacro %}

{% macro duckdb__joined_in_order(text, delimiter, order_by) -%}
    string_agg({{ text }}, '{{ delimiter }}' order by {{ order_by }})
{%- endmacro %}

{% macro spark__joined_in_order(text, delimiter, order_by) -%}
    string_agg({{ text }}, '{{ delimiter }}') within group (order by {{ order_by }})
{%- endmacro %}
