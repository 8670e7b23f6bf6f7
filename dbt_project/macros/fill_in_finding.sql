{% macro fill_in_finding(template, language) -%}
    replace(replace(replace(replace(replace(replace(
        {{ template }},
        '{line}', coalesce(lines.label_{{ language }}, '')),
        '{column}', coalesce(columns.label_{{ language }}, '')),
        '{left}', coalesce({{ number_text('judged.left_value') }}, '–')),
        '{right}', coalesce({{ number_text('judged.right_value') }}, '–')),
        '{value}', coalesce(
            {{ number_text('judged.left_value') }},
            statuses.label_{{ language }} || coalesce(' (' || nullif(judged.value_raw, '') || ')', ''),
            '–'
        )),
        '{table}', cast(judged.table_no as string)
    ) || case
        when judged.blank_terms > 0
            then
                '{{ {'zh': '（无数字的格按 0 计：', 'en': ' (cells without a number counted as 0: '}[language] }}'
                || cast(judged.blank_terms as string)
                || '{{ {'zh': ' 格）', 'en': ')'}[language] }}'
        else ''
    end
{%- endmacro %}
