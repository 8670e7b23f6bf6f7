select
    row_no as review_no,
    report as report_name,
    rule_id,
    instance,
    verdict,
    reason,
    reviewer,
    cast(reviewed_on as date) as reviewed_on,
    cast(left_value as decimal(24, 6)) as left_value_reviewed,
    cast(right_value as decimal(24, 6)) as right_value_reviewed,
    printed as value_raw_reviewed
from {{ source('raw', 'reviews') }}
