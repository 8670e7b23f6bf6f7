{#- Tables with one column per measure, whichever measures the form's seeds name. -#}

{% macro measures_in_order() %}
    {%- set measures = ref('dim_measures') -%}
    {%- if not execute -%}
        {% do return([]) %}
    {%- endif -%}
    {% do return(run_query(
        'select * from ' ~ measures ~ ' order by table_no, line_order, column_order'
    ).rows) %}
{% endmacro %}

{% macro measure_column(measure) -%}
    {{ measure.line_code }}__{{ measure.column_code }}
{%- endmacro %}

{% macro measures_in_steps() %}
    {#- grouped by all measures at once, 300,000 reports do not fit into 2 GB -#}
    {% do return(measures_in_order() | batch(30) | list) %}
{% endmacro %}

{% macro values_by_measure(measures, measure_id, value) -%}
    {%- for measure in measures -%}
        max(case when {{ measure_id }} = '{{ measure.measure_id }}' then {{ value }} end)
            as {{ measure_column(measure) }}{{ ',\n        ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{% macro measure_list(measures) -%}
    ('{{ measures | map(attribute='measure_id') | join("', '") }}')
{%- endmacro %}

{% macro measure_columns(measures, relation) -%}
    {%- for measure in measures -%}
        {{ relation }}.{{ measure_column(measure) }}{{ ',\n    ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{% macro describe_measure_columns(relation) -%}
    {%- set columns = {} -%}
    {%- for measure in measures_in_order() -%}
        {%- set description = (
            measure.line_label_zh ~ '·' ~ measure.column_label_zh ~ '. '
            ~ measure.line_label_en ~ ': ' ~ measure.column_label_en
            ~ '. Unit: ' ~ measure.unit ~ '. Null if no number was reported; fct_cells says why.'
        ) -%}
        {%- do columns.update({measure_column(measure): {'description': description}}) -%}
    {%- endfor -%}
    {{ alter_column_comment(relation, columns) if columns }}
{%- endmacro %}
