{% macro applies_to_variant(form_variants, form_variant) -%}
    ';' || {{ form_variants }} || ';' like '%;' || {{ form_variant }} || ';%'
{%- endmacro %}
