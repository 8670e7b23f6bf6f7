-- What a header's label says counts only by the rank of its source.
select labels.label_zh
from {{ ref('metadata_labels') }} as labels
left join {{ ref('metadata_sources') }} as sources
    on
        labels.field = sources.field
        and labels.source = sources.source
where sources.source is null
