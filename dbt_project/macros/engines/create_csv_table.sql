{#- How seeds become tables. -#}

{#- dbt heeds constraints of models only. A null in a seed stops the build, and DuckDB names it. -#}
{% macro duckdb__create_csv_table(model, agate_table) %}
    {% set types, properties, columns = model.config.column_types, model.columns, [] %}
    {% for name in agate_table.column_names %}
        {% set type = types.get(name) or adapter.convert_type(agate_table, loop.index0) %}
        {% set constraints = properties.get(name, {}).constraints | default([]) %}
        {% set is_never_null = 'not_null' in constraints | map(attribute='type') %}
        {% do columns.append(name ~ ' ' ~ type ~ (' not null' if is_never_null)) %}
    {% endfor %}
    {% set sql = 'create table ' ~ this ~ ' (' ~ columns | join(', ') ~ ')' %}
    {% do run_query(sql) %}
    {% do return(sql) %}
{% endmacro %}

{#-
    dbt-spark casts each value of a seed by itself, a minute for a thousand rows, masks no quote,
    and takes whole numbers for bigints. Here a table is made at once, from texts.
-#}
{% macro spark__create_csv_table(model, agate_table) %}
    {% set types, casts, rows = model.config.column_types, [], [] %}
    {% for name in agate_table.column_names %}
        {% set inferred = adapter.convert_type(agate_table, loop.index0) %}
        {% set type = types.get(name) or {'bigint': 'integer'}.get(inferred, inferred) %}
        {% do casts.append('cast(' ~ name ~ ' as ' ~ type ~ ') as ' ~ name) %}
    {% endfor %}
    {% for row in agate_table.rows %}
        {% set texts = [] %}
        {% for value in row %}
            {% do texts.append(spark_text(value)) %}
        {% endfor %}
        {% do rows.append('(' ~ texts | join(', ') ~ ')') %}
    {% endfor %}
    {% set select = 'select ' ~ casts | join(', ') ~ ' from values ' ~ rows | join(', ') %}
    {% set named = select ~ ' as seed(' ~ agate_table.column_names | join(', ') ~ ')' %}
    {% set table = 'create table ' ~ this ~ ' ' ~ file_format_clause() ~ ' ' ~ comment_clause() %}
    {% set sql = table ~ ' as ' ~ named %}
    {% do run_query(sql) %}
    {% do return(sql) %}
{% endmacro %}

{% macro spark__load_csv_rows(model, agate_table) %}
    {% do return('') %}
{% endmacro %}

{% macro spark_text(value) -%}
    {%- if value is none -%} null
    {%- else -%} '{{ value | string | replace('\\', '\\\\') | replace("'", "\\'") }}'
    {%- endif -%}
{%- endmacro %}
