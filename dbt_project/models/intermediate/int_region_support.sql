-- Which divisions each source speaks for, of those a report's agency may serve.
with candidates as (

    select
        candidates.report_id,
        candidates.region_code,
        regions.prefecture_code,
        regions.province_code
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

)

-- a source speaks for what all its hints speak for
select
    spoken_for.report_id,
    spoken_for.region_source,
    spoken_for.region_code,
    count(*) = max(hint_counts.hints) as is_agreed
from spoken_for
inner join hint_counts
    on
        spoken_for.report_id = hint_counts.report_id
        and spoken_for.region_source = hint_counts.region_source
group by spoken_for.report_id, spoken_for.region_source, spoken_for.region_code
