-- Who grants least, of agencies that handled 10 applications or more in the years that count here?
-- A year counts if handled, granted and partly granted are all numbers: totals as printed.
with agency_years as (

    select * from {{ ref('rpt_agency_years') }}
    where handled is not null and granted is not null and partly_granted is not null

),

agencies as (

    select * from {{ ref('dim_agencies') }}

),

regions as (

    select * from {{ ref('dim_regions') }}

),

sums as (

    select
        agency_id,
        min(report_year) as first_year,
        max(report_year) as last_year,
        count(*) as years,
        sum(handled) as handled,
        sum(granted) as granted,
        sum(partly_granted) as partly_granted,
        sum(table3_warnings) as table3_warnings
    from agency_years
    group by agency_id
    having sum(handled) >= 10

),

rates as (

    select
        *,
        granted / handled as granted_rate,
        (granted + partly_granted) / handled as granted_or_partly_rate
    from sums

)

select
    rank() over (order by rates.granted_or_partly_rate asc) as place,
    agencies.agency_name_zh,
    regions.region_path_zh,
    rates.first_year,
    rates.last_year,
    rates.years,
    rates.handled,
    rates.granted,
    rates.partly_granted,
    round(rates.granted_rate * 100, 1) as granted_percent,
    round(rates.granted_or_partly_rate * 100, 1) as granted_or_partly_percent,
    rates.table3_warnings
from rates
inner join agencies
    on rates.agency_id = agencies.agency_id
left join regions
    on agencies.region_code = regions.region_code
order by place asc, rates.handled desc, agencies.agency_name_zh asc, rates.agency_id asc
