{#- 生态环境局盐池分局: 1 the office, 2 the place of its branch, 3 what it calls the branch. -#}
{% macro branch_pattern() -%}
    '^(.*(?:局|委员会))(.+)(分局|管理局)$'
{%- endmacro %}
