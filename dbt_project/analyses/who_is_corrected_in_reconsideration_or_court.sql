-- Who is corrected in reconsideration (行政复议) or in court (行政诉讼), and how often?
-- Channels where every cell is a reported 0 are left out; pending cases count in no percentage.
with channels as (

    select
        report_id,
        line_code,
        max(case when column_code = 'upheld' then value end) as upheld,
        max(case when column_code = 'corrected' then value end) as corrected,
        max(case when column_code = 'other_result' then value end) as other_result,
        max(case when column_code = 'pending' then value end) as pending,
        max(case when column_code = 'total' then value end) as total_as_printed,
        count(case when value is null then 1 end) as cells_without_number
    from {{ ref('fct_cells') }}
    where table_no = 4
    group by report_id, line_code
    having count(case when value = 0 then 1 end) < count(*)

),

channel_names as (

    select
        line_code,
        line_order,
        line_label_zh as channel_zh,
        line_label_en as channel_en
    from {{ ref('dim_measures') }}
    where table_no = 4 and column_code = 'total'

),

reports as (

    select * from {{ ref('dim_reports') }}

)

select
    reports.agency_name_zh,
    reports.report_year,
    channel_names.channel_zh,
    channel_names.channel_en,
    channels.upheld,
    channels.corrected,
    channels.other_result,
    channels.pending,
    channels.total_as_printed,
    round(
        channels.corrected
        / nullif(channels.upheld + channels.corrected + channels.other_result, 0) * 100,
        1
    ) as corrected_percent_of_decided,
    channels.cells_without_number,
    reports.source_path
from channels
inner join channel_names
    on channels.line_code = channel_names.line_code
inner join reports
    on channels.report_id = reports.report_id
order by
    channels.corrected desc nulls last,
    channels.total_as_printed desc nulls last,
    reports.source_path asc,
    channel_names.line_order asc
