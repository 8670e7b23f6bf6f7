{#-
    The columns together name one row. Numbers tell first which rows may share a name: groups of
    texts, as many as the rules of a country's reports have, are too much for DuckDB's memory.
-#}
{% test unique_combination(model, columns) %}
    select
        {{ columns | join(', ') }},
        count(*) as row_count
    from {{ model }}
    where {{ hash_of(columns) }} in (
        select {{ hash_of(columns) }} from {{ model }}
        group by {{ hash_of(columns) }}
        having count(*) > 1
    )
    group by {{ columns | join(', ') }}
    having count(*) > 1
{% endtest %}
