{% macro numeral_value(numeral) -%}
    case
        when regexp_extract({{ numeral }}, '^[0-9.,]+万?$', 0) != ''
            then
                cast(replace(replace({{ numeral }}, ',', ''), '万', '') as decimal(24, 6))
                * case when {{ numeral }} like '%万' then 10000 else 1 end
        when regexp_extract({{ numeral }}, '^[零一二三四五六七八九]+$', 0) != ''
            then cast({{ chinese_digits(numeral) }} as decimal(18, 6))
        when regexp_extract({{ numeral }}, '^[零一二两三四五六七八九十百千万]+$', 0) != ''
            then
                {{ chinese_number_below_10000("regexp_extract(" ~ numeral ~ ", '^(.*)万', 1)") }} * 10000
                + {{ chinese_number_below_10000("regexp_extract(" ~ numeral ~ ", '([^万]*)$', 1)") }}
    end
{%- endmacro %}

{% macro chinese_digits(text) -%}
    translate({{ text }}, '零一二两三四五六七八九', '01223456789')
{%- endmacro %}

{% macro chinese_number_below_10000(text) -%}
    ({{ chinese_digit_before('千', text) }} * 1000
    + {{ chinese_digit_before('百', text) }} * 100
    + case
        when {{ text }} not like '%十%' then 0
        when regexp_extract({{ text }}, '[一二两三四五六七八九]十', 0) = '' then 10
        else {{ chinese_digit_before('十', text) }} * 10
    end
    + {{ chinese_digit_before('$', text) }})
{%- endmacro %}

{% macro chinese_digit_before(mark, text) -%}
    coalesce(cast(nullif({{ chinese_digits("regexp_extract(" ~ text ~ ", '([一二两三四五六七八九])" ~ mark ~ "', 1)") }}, '') as integer), 0)
{%- endmacro %}
