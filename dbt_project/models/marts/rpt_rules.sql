-- How often each rule holds, and whether it met every instance the catalogue says there is.
with rules as (

    select * from {{ ref('rules') }}

),

-- instances of each rule on one table, from the form alone
instances_of_form as (

    select
        rule_id,
        table_no,
        form_variant,
        count(distinct coalesce(scope_line, '') || '.' || coalesce(scope_column, '')) as instances
    from {{ ref('int_rule_terms_expanded') }}
    group by rule_id, table_no, form_variant

    union all

    select
        rules.rule_id,
        cells.table_no,
        cells.form_variant,
        case rules.scope when 'cell' then count(*) when 'table' then 1 end as instances
    from rules
    inner join {{ ref('form_cells') }} as cells
        on {{ applies_to_variant('rules.form_variants', 'cells.form_variant') }}
    where rules.scope in ('cell', 'table')
    group by rules.rule_id, rules.scope, cells.table_no, cells.form_variant

),

tables_to_judge as (

    select
        rule_id,
        table_no,
        form_variant
    from {{ ref('int_rules_applicable') }}

    union all

    select
        rules.rule_id,
        report_tables.table_no,
        report_tables.form_variant
    from rules
    cross join {{ ref('stg_raw__report_tables') }} as report_tables
    inner join {{ ref('dim_reports') }} as reports
        on report_tables.report_id = reports.report_id
    where rules.kind != 'arithmetic' and reports.is_current

),

expected as (

    select
        tables_to_judge.rule_id,
        sum(instances_of_form.instances) as instances_expected
    from tables_to_judge
    inner join instances_of_form
        on
            tables_to_judge.rule_id = instances_of_form.rule_id
            and tables_to_judge.table_no = instances_of_form.table_no
            and tables_to_judge.form_variant = instances_of_form.form_variant
    group by tables_to_judge.rule_id

),

met as (

    select
        rule_id,
        count(*) as instances_met,
        count(case when status = 'pass' then 1 end) as passed,
        count(case when status = 'fail' then 1 end) as failed,
        count(case when status = 'fail' and not is_open then 1 end) as dismissed,
        count(case when status = 'not_assessable' then 1 end) as not_assessable,
        count(distinct case when is_open then report_id end) as reports_failing
    from {{ ref('fct_rule_results') }}
    group by rule_id

)

select
    rules.rule_id,
    rules.kind,
    rules.subject as rule_subject,
    rules.severity,
    rules.finding_severity,
    rules.statement_zh,
    rules.statement_en,
    cast(coalesce(expected.instances_expected, 0) as bigint) as instances_expected,
    coalesce(met.instances_met, 0) as instances_met,
    coalesce(met.passed, 0) as passed,
    coalesce(met.failed, 0) as failed,
    coalesce(met.dismissed, 0) as dismissed,
    coalesce(met.not_assessable, 0) as not_assessable,
    coalesce(met.reports_failing, 0) as reports_failing
from rules
left join expected on rules.rule_id = expected.rule_id
left join met on rules.rule_id = met.rule_id
