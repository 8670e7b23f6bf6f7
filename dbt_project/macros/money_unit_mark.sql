{#- A unit that is found but not known must not be taken for the form's. Nor must a part of one: a
    narrow column wraps 万元 after its first character. -#}
{% macro money_unit_mark(text) -%}
    regexp_extract(
        translate({{ text }}, chr(10) || chr(13) || chr(9) || ' 　' || chr(160), ''),
        '[十百千万亿]*元',
        0
    )
{%- endmacro %}
