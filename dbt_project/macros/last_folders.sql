{#- A path's last folders, as many as asked for, each with its slash; '' if it has fewer. -#}
{% macro last_folders(path, folders) -%}
    regexp_extract({{ path }}, '((?:[^/]+/){{ '{' }}{{ folders }}{{ '}' }})[^/]*$', 1)
{%- endmacro %}
