-- The one division a report's agency serves, and how that was found; no row if it is not certain.
with candidates as (

    select
        *,
        count(*) over (partition by report_id) as rivals
    from {{ ref('int_region_candidates') }}

),

support as (

    select * from {{ ref('int_region_support') }}

),

-- hints of equal standing that contradict each other leave the place unknown
contradicted as (

    select distinct report_id
    from (
        select
            report_id,
            bool_or(is_agreed) as is_agreed
        from support
        group by report_id, region_source
    ) as of_sources
    where not is_agreed

),

agreed as (

    select
        support.report_id,
        support.region_code,
        sources.priority,
        count(*) over (
            partition by support.report_id, support.region_source
        ) as regions_agreed
    from support
    inner join {{ ref('region_sources') }} as sources
        on support.region_source = sources.region_source
    where support.is_agreed

),

-- a better source outweighs all the lesser ones together; what tells rivals apart has decided
weighed as (

    select
        candidates.report_id,
        candidates.region_code,
        candidates.rivals,
        candidates.is_distinctive,
        sum(power(2, -agreed.priority)) as weight,
        min(
            case when agreed.regions_agreed < candidates.rivals then agreed.priority end
        ) as deciding_priority,
        min(agreed.priority) as best_priority
    from candidates
    left join agreed
        on
            candidates.report_id = agreed.report_id
            and candidates.region_code = agreed.region_code
    group by
        candidates.report_id,
        candidates.region_code,
        candidates.rivals,
        candidates.is_distinctive

),

heaviest as (

    select
        *,
        count(*) over (partition by report_id) as equals
    from (
        select
            *,
            rank() over (partition by report_id order by weight desc nulls last) as standing
        from weighed
    ) as ranked
    where standing = 1

)

select
    heaviest.report_id,
    heaviest.region_code,
    coalesce(sources.region_source, 'name') as region_source
from heaviest
left join contradicted on heaviest.report_id = contradicted.report_id
left join {{ ref('region_sources') }} as sources
    on
        sources.priority
        = case
            when heaviest.rivals > 1 then heaviest.deciding_priority
            when not heaviest.is_distinctive then heaviest.best_priority
        end
where
    heaviest.equals = 1
    and contradicted.report_id is null
    and (heaviest.is_distinctive or heaviest.weight is not null)
