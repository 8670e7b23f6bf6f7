-- Each review beside the result it speaks of. A report goes by its id or by one of its paths:
-- another file under the same path is the same report to whoever reviewed it.
with reviews as (

    select * from {{ ref('stg_raw__reviews') }}

),

report_names as (

    select
        report_id,
        report_id as report_name
    from {{ ref('dim_reports') }}

    union

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
        results.report_id is not null
        and coalesce(
            results.left_value = reviews.left_value_reviewed,
            results.left_value is null and reviews.left_value_reviewed is null
        )
        and coalesce(
            results.right_value = reviews.right_value_reviewed,
            results.right_value is null and reviews.right_value_reviewed is null
        ) as is_unchanged
    from reviews
    left join report_names
        on reviews.report_name = report_names.report_name
    left join {{ ref('int_rule_results_judged') }} as results
        on
            report_names.report_id = results.report_id
            and reviews.rule_id = results.rule_id
            and reviews.instance = results.instance

),

-- of several reviews that hold, the latest counts
ranked as (

    select
        *,
        row_number() over (
            partition by report_id, rule_id, instance, is_unchanged
            order by reviewed_on desc, review_no desc
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
    left_value,
    right_value,
    case when not is_unchanged then 'stale' when place > 1 then 'superseded' else 'holds' end
        as review_status
from ranked
