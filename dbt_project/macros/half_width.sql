{#- Blanks are not removed: "1 2" must not become 12. -#}
{% macro half_width(text) -%}
    trim(translate({{ text }}, '０１２３４５６７８９，．＋－／％（）：　 ' || chr(160) || chr(8203) || chr(65279), '0123456789,.+-/%():     '))
{%- endmacro %}
