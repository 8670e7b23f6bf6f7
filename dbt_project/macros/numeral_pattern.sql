{#-
    A printed numeral: 1 sign word, 2 digits, 3 unit; a bracketed note may follow. Commas part
    groups of three or the digits are none; at most 18 digits and 6 decimals fit the type.
-#}
{% macro numeral_pattern() -%}
    ^([^0-9.,() ]*) *([0-9]{1,18}(?:\.[0-9]{1,6})?|[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,6})?) *([^0-9.,() ]*) *(?:\([^()]*\))?$
{%- endmacro %}
