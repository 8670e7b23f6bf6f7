-- Every term of an arithmetic rule meets a cell of each variant the rule applies to.
select
    terms.rule_id,
    terms.term_no,
    variants.form_variant
from {{ ref('rule_terms') }} as terms
inner join {{ ref('rules') }} as rules
    on terms.rule_id = rules.rule_id
inner join {{ ref('form_variants') }} as variants
    on {{ applies_to_variant('rules.form_variants', 'variants.form_variant') }}
left join {{ ref('int_rule_terms_expanded') }} as expanded
    on
        terms.rule_id = expanded.rule_id
        and terms.term_no = expanded.term_no
        and variants.form_variant = expanded.form_variant
where expanded.rule_id is null
