-- A whole-area figure against the sum of the agencies it covers: a government's totals in Tables 3
-- and 4, and what its own prose, or its general office's, states of the whole area. What others
-- call 全市 may be their own branch of it.
with reports as (

    select
        reports.report_id,
        reports.agency_id,
        reports.report_year,
        agencies.agency_kind,
        agencies.region_code,
        agencies.is_general_office
    from {{ ref('dim_reports') }} as reports
    inner join {{ ref('dim_agencies') }} as agencies
        on reports.agency_id = agencies.agency_id
    where reports.is_current

),

-- the government whose area a report can speak for
speakers as (

    select
        report_id,
        report_year,
        agency_id as area_agency_id
    from reports
    where agency_kind = 'government'

    union all

    select
        reports.report_id,
        reports.report_year,
        governments.agency_id as area_agency_id
    from reports
    inner join {{ ref('dim_agencies') }} as governments
        on
            reports.region_code = governments.region_code
            and governments.agency_kind = 'government'
    where reports.is_general_office

),

totals as (

    select
        report_id,
        {{ measure_id('line_code', 'column_code') }} as measure_id,
        value,
        counts_as
    from {{ ref('int_rule_quantities') }}
    where stated_in = 'table' and column_code = 'total'

),

whole_area as (

    select
        totals.report_id,
        totals.measure_id,
        'table' as stated_in,
        totals.value as area_value
    from totals
    inner join reports
        on totals.report_id = reports.report_id
    where reports.agency_kind = 'government'

    union all

    select
        claims.report_id,
        {{ measure_id('topics.line_code', 'topics.column_code') }} as measure_id,
        'prose' as stated_in,
        claims.value as area_value
    from {{ ref('int_claims_settled') }} as claims
    inner join {{ ref('claim_topics') }} as topics
        on claims.claim_code = topics.claim_code
    where claims.is_of_area and topics.column_code = 'total'

),

children as (

    select
        speakers.report_id,
        reporting_lines.is_listed,
        child_reports.report_id as child_report_id
    from speakers
    inner join {{ ref('int_reporting_lines') }} as reporting_lines
        on speakers.area_agency_id = reporting_lines.parent_agency_id
    left join reports as child_reports
        on
            reporting_lines.child_agency_id = child_reports.agency_id
            and speakers.report_year = child_reports.report_year
    -- whose division was there at the year's end
    where
        coalesce(reporting_lines.first_year, speakers.report_year) <= speakers.report_year
        and coalesce(reporting_lines.last_year, speakers.report_year + 1) > speakers.report_year

),

summed as (

    select
        whole_area.report_id,
        whole_area.measure_id,
        whole_area.stated_in,
        whole_area.area_value,
        bool_and(children.is_listed) as is_listed,
        count(*) as children_expected,
        count(case when totals.counts_as in ('number', 'zero') then 1 end) as children_counted,
        sum(case when totals.counts_as = 'zero' then 0 else totals.value end) as children_value
    from whole_area
    inner join children
        on whole_area.report_id = children.report_id
    left join totals
        on
            children.child_report_id = totals.report_id
            and whole_area.measure_id = totals.measure_id
    group by
        whole_area.report_id,
        whole_area.measure_id,
        whole_area.stated_in,
        whole_area.area_value

)

select
    summed.report_id,
    summed.measure_id,
    summed.stated_in,
    summed.area_value,
    cast(summed.children_value as decimal(24, 6)) as children_value,
    cast(summed.area_value - summed.children_value as decimal(24, 6)) as difference,
    cast(summed.children_expected as integer) as children_expected,
    cast(summed.children_counted as integer) as children_counted,
    summed.is_listed as is_list_given,
    case
        when summed.area_value is null then 'not_assessable'
        when summed.children_counted < summed.children_expected then 'incomplete'
        when summed.area_value = summed.children_value then 'pass'
        -- nobody said that these are all
        when not summed.is_listed then 'incomplete'
        else 'fail'
    end as status
from summed
inner join {{ ref('dim_measures') }} as measures
    on summed.measure_id = measures.measure_id
