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
