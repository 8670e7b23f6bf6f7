{% macro branch_pattern() -%}
    '^(.*(?:局|委员会))(.+)(分局|管理局)$'
{%- endmacro %}
