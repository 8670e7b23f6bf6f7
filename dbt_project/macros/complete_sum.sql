{% macro complete_sum(condition) -%}
    case
        when
            count(case when {{ condition }} then 1 end)
            = count(case when {{ condition }} then value end)
            then cast(sum(case when {{ condition }} then value end) as decimal(24, 6))
    end
{%- endmacro %}
