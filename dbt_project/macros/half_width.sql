{#- Blanks are not removed: "1 2" must not become 12. -#}
{% macro half_width(text) -%}
    {%- set from, to = '０１２３４５６７８９，．＋－／％（）：', '0123456789,.+-/%():' -%}
    {%- set blanks = '　 \u00a0\u200b\ufeff' -%}
    {%- set plain = ' ' * blanks | length -%}
    {{ trimmed("translate(" ~ text ~ ", '" ~ from ~ blanks ~ "', '" ~ to ~ plain ~ "')") }}
{%- endmacro %}
