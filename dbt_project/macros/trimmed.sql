{#- By itself trim() takes off Unicode's blanks in DuckDB, and only the plain one in Spark. -#}
{% macro trimmed(text) -%}
    {%- set narrow = ' \u00a0\u1680\u202f\u205f\u3000\n\r\t' -%}
    {%- set wide = '\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a' -%}
    trim(both '{{ narrow ~ wide }}' from {{ text }})
{%- endmacro %}
