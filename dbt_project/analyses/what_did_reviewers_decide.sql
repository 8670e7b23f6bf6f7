-- What did reviewers decide about findings, and which verdicts have gone stale?
-- A stale verdict counts no more: a side of the rule has changed since, or the finding is gone.
with reviews as (

    select * from {{ ref('fct_reviews') }}

),

results as (

    select * from {{ ref('rpt_rule_results') }}

)

select
    reviews.review_status,
    reviews.verdict,
    reviews.report_name,
    results.agency_name_zh,
    results.report_year,
    reviews.rule_id,
    reviews.instance,
    reviews.reason,
    reviews.reviewer,
    reviews.reviewed_on,
    reviews.left_value_reviewed,
    reviews.right_value_reviewed,
    reviews.value_raw_reviewed,
    reviews.left_value,
    reviews.right_value,
    reviews.value_raw,
    results.status as status_now,
    results.statement_zh,
    results.statement_en,
    reviews.review_no
from reviews
left join results
    on
        reviews.report_id = results.report_id
        and reviews.rule_id = results.rule_id
        and reviews.instance = results.instance
order by
    case reviews.review_status when 'stale' then 1 when 'holds' then 2 else 3 end asc,
    reviews.reviewed_on desc,
    reviews.review_no desc
