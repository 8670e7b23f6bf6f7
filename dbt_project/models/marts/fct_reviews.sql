-- Each review beside the result it speaks of. A report goes by its id or by one of its paths:
-- another file under the same path is the same report to whoever reviewed it.
with reviews as (

    select
        *,
        left_value_reviewed is null and right_value_reviewed is null and value_raw_reviewed is null
            as is_without_sides
    from {{ ref('stg_raw__reviews') }}

),

report_names as (

    select
        report_id,
        report_id as report_name
    from {{ ref('dim_reports') }}

    union distinct

    select
        report_id,
        source_path as report_name
    from {{ ref('stg_raw__files') }}

),

compared as (

    select
        reviews.*,
        results.report_id,
        results.left_value,
        results.right_value,
        results.value_raw,
        results.status,
        results.report_id is not null
        and (
            (
                coalesce(
                    results.left_value = reviews.left_value_reviewed,
                    results.left_value is null and reviews.left_value_reviewed is null
                )
                and coalesce(
                    results.right_value = reviews.right_value_reviewed,
                    results.right_value is null and reviews.right_value_reviewed is null
                )
                and coalesce(results.value_raw, '') = coalesce(reviews.value_raw_reviewed, '')
            )
            -- the same bytes say the same, but of another year's report
            or (
                reviews.is_without_sides
                and reviews.report_name = results.report_id
                and rules.subject != 'years'
            )
        ) as is_unchanged
    from reviews
    left join report_names
        on reviews.report_name = report_names.report_name
    left join {{ ref('int_rule_results_judged') }} as results
        on
            report_names.report_id = results.report_id
            and reviews.rule_id = results.rule_id
            and reviews.instance = results.instance
    left join {{ ref('rules') }} as rules
        on reviews.rule_id = rules.rule_id

),

-- of several reviews of a finding one that holds counts, the latest of them
ranked as (

    select
        *,
        row_number() over (
            partition by coalesce(report_id, report_name), rule_id, instance
            order by is_unchanged desc, reviewed_on desc, review_no desc
        ) as place
    from compared

)

select
    review_no,
    report_name,
    report_id,
    rule_id,
    instance,
    verdict,
    reason,
    reviewer,
    reviewed_on,
    left_value_reviewed,
    right_value_reviewed,
    value_raw_reviewed,
    left_value,
    right_value,
    value_raw,
    case
        when place > 1 then 'superseded'
        when is_unchanged then 'holds'
        when status = 'pass' then 'resolved'
        else 'stale'
    end as review_status
from ranked
