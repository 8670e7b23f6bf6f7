{#-
    Commas part groups of three or the digits are none. At most 15 digits and 6 decimals are
    read: sums of them, in other units, still fit the type.
-#}
{% macro numeral_pattern() -%}
    ^([^0-9.,() ]*) *([0-9]{1,15}(?:[.][0-9]{1,6})?|[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:[.][0-9]{1,6})?) *([^0-9.,() ]*) *([(][^()]*[)])?$
{%- endmacro %}
