{#- Whether a semicolon-separated list of form variants names a variant. -#}
{% macro applies_to_variant(form_variants, form_variant) -%}
    ';' || {{ form_variants }} || ';' like '%;' || {{ form_variant }} || ';%'
{%- endmacro %}
