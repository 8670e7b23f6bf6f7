{% macro last_folders(path, folders) -%}
    regexp_extract({{ path }}, '((?:[^/]+/){{ '{' }}{{ folders }}{{ '}' }})[^/]*$', 1)
{%- endmacro %}
