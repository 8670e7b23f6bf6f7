{#- A unit that is found but not known must not be taken for the form's. Nor must a part of one: a
    narrow column wraps 万元 after its first character. What follows a numeral is an amount's:
    限额50万元以上, 约120余万元. -#}
{% macro money_unit_mark(text) -%}
    {%- set powers = '十百千万亿拾佰仟萬億' -%}
    {%- set numerals = '0-9０-９.．〇零一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖两兩半几幾数數多余餘' -%}
    regexp_extract(
        translate({{ text }}, chr(10) || chr(13) || chr(9) || ' 　' || chr(160), ''),
        '(?:^|[^{{ numerals }}{{ powers }}])([{{ powers }}]*元)',
        1
    )
{%- endmacro %}
