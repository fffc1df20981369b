-- Figures are of posts and stories that are there. Not asked in a connection without posts, or without stories, and not of
-- stories that only a webhook has told of.
select insights.source_relation, insights.id
from {{ ref('stg_instagram__media_insights') }} as insights
left join {{ ref('stg_instagram__media') }} as media
  on media.source_relation = insights.source_relation and media.id = insights.id
where media.id is null
  and exists (
    select 1 from {{ ref('stg_instagram__media') }} as any_media where any_media.source_relation = insights.source_relation
  )
union all
select insights.source_relation, insights.id
from {{ ref('stg_instagram__story_insights') }} as insights
left join {{ ref('stg_instagram__stories') }} as stories
  on stories.source_relation = insights.source_relation and stories.id = insights.id
where stories.id is null
  and insights.{{ instagram.name_of('timestamp') }} is not null
  and exists (
    select 1 from {{ ref('stg_instagram__stories') }} as any_story where any_story.source_relation = insights.source_relation
  )
