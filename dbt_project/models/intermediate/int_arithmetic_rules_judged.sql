-- Every arithmetic rule, on every instance: the sums of its sides, over all its years, compared.
with rules as (

    select * from {{ ref('rules') }}

),

sides as (

    select
        applicable.report_id,
        applicable.rule_id,
        applicable.table_no,
        applicable.form_variant,
        sides_of_year.equation_no,
        sides_of_year.scope_line,
        sides_of_year.scope_column,
        sum(sides_of_year.left_value) as left_value,
        sum(sides_of_year.right_value) as right_value,
        sum(sides_of_year.blank_terms) as blank_terms,
        sum(sides_of_year.unknown_terms) as unknown_terms,
        sum(sides_of_year.voiding_terms) as voiding_terms
    from {{ ref('int_rules_applicable') }} as applicable
    inner join {{ ref('int_report_periods') }} as periods
        on applicable.report_id = periods.report_id
    inner join {{ ref('int_rule_sides') }} as sides_of_year
        on
            periods.period_report_id = sides_of_year.report_id
            and periods.year_offset = sides_of_year.year_offset
            and applicable.rule_id = sides_of_year.rule_id
    group by all

),

compared as (

    select
        sides.*,
        sides.left_value - sides.right_value as difference,
        case
            -- a sum is null where no term of a side is a reported number
            when
                sides.left_value is null
                or sides.right_value is null
                or sides.unknown_terms > 0
                or sides.voiding_terms > 0
                then 'not_assessable'
            when
                case rules.comparison
                    when '=' then abs(sides.left_value - sides.right_value) <= rules.tolerance
                    when '<=' then sides.left_value - sides.right_value <= rules.tolerance
                    when '<>' then abs(sides.left_value - sides.right_value) > rules.tolerance
                end
                then 'pass'
            else 'fail'
        end as status
    from sides
    inner join rules
        on sides.rule_id = rules.rule_id

),

-- a rule with several equations holds if all of them do; the first that fails is shown
ranked as (

    select
        *,
        row_number() over (
            partition by report_id, rule_id, scope_line, scope_column
            order by case when status = 'fail' then 0 else 1 end, equation_no
        ) as standing
    from compared

)

select
    report_id,
    rule_id,
    table_no,
    form_variant,
    scope_line,
    scope_column,
    equation_no,
    cast(left_value as decimal(24, 6)) as left_value,
    cast(right_value as decimal(24, 6)) as right_value,
    cast(difference as decimal(24, 6)) as difference,
    cast(blank_terms as integer) as blank_terms,
    status
from ranked
where standing = 1
