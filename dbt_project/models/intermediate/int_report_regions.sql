-- The one division a report's agency serves, and how that was found; no row if it is not certain.
with candidates as (

    select
        candidates.*,
        regions.prefecture_code,
        regions.province_code,
        count(*) over (partition by candidates.report_id) as rivals
    from {{ ref('int_region_candidates') }} as candidates
    inner join {{ ref('dim_regions') }} as regions
        on candidates.region_code = regions.region_code

),

-- what is not certain in the name is not in a hint
hint_places as (

    select
        name_zh,
        region_code,
        bool_and(is_distinctive) over (partition by name_zh) as is_distinctive
    from {{ ref('int_names_placed') }}

),

-- a hint speaks for a division if it names that, or what it lies in
spoken_for as (

    select distinct
        candidates.report_id,
        candidates.region_code,
        hints.region_source,
        hints.hint_zh
    from candidates
    inner join {{ ref('int_region_hints') }} as hints on candidates.report_id = hints.report_id
    inner join hint_places
        on
            hints.hint_zh = hint_places.name_zh
            and hint_places.is_distinctive
            and hint_places.region_code in (
                candidates.region_code, candidates.prefecture_code, candidates.province_code
            )

),

hint_counts as (

    select
        report_id,
        region_source,
        count(distinct hint_zh) as hints
    from spoken_for
    group by report_id, region_source

),

-- a source counts for what all its hints speak for
agreed as (

    select
        spoken_for.report_id,
        spoken_for.region_code,
        spoken_for.region_source,
        sources.priority,
        count(*) over (
            partition by spoken_for.report_id, spoken_for.region_source
        ) as regions_agreed
    from spoken_for
    inner join hint_counts
        on
            spoken_for.report_id = hint_counts.report_id
            and spoken_for.region_source = hint_counts.region_source
    inner join {{ ref('region_sources') }} as sources
        on spoken_for.region_source = sources.region_source
    group by
        spoken_for.report_id,
        spoken_for.region_code,
        spoken_for.region_source,
        sources.priority,
        hint_counts.hints
    having count(*) = hint_counts.hints

),

-- hints of equal standing that contradict each other leave the place unknown
contradicted as (

    select distinct hint_counts.report_id
    from hint_counts
    left join agreed
        on
            hint_counts.report_id = agreed.report_id
            and hint_counts.region_source = agreed.region_source
    where agreed.report_id is null

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
