{#- Blanks are not removed: "1 2" must not become 12. -#}
{% macro half_width(text) -%}
    {{ trimmed("translate(" ~ text ~ ", '０１２３４５６７８９，．＋－／％（）：　 \u00a0\u200b\ufeff', '0123456789,.+-/%():     ')") }}
{%- endmacro %}
