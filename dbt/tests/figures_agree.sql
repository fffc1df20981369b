-- The figures of the marts are those of the tables they are made of: their sums by connection and account.
with counted as (
  select 'account_day' as mart, source_relation, account_id, views, total_interactions, followed from {{ ref('instagram__account_day') }}
  union all
  select 'account_day', source_relation, business_account_id, -views, -total_interactions, -followed from {{ ref('stg_instagram__user_insights') }}
  union all
  select 'posts', source_relation, account_id, views, total_interactions, saves from {{ ref('instagram__posts') }} where not is_story
  union all
  select 'posts', insights.source_relation, insights.business_account_id, -insights.views, -insights.total_interactions, -insights.saved
  from {{ ref('stg_instagram__media_insights') }} as insights
  inner join {{ ref('stg_instagram__media') }} as media
    on media.source_relation = insights.source_relation and media.id = insights.id
  union all
  select 'stories', source_relation, account_id, views, total_interactions, navigation from {{ ref('instagram__stories') }}
  union all
  select 'stories', insights.source_relation, insights.business_account_id, -insights.views, -insights.total_interactions, -insights.navigation
  from {{ ref('stg_instagram__story_insights') }} as insights
  inner join ({{ instagram.every_story() }}) as stories
    on stories.source_relation = insights.source_relation and stories.id = insights.id
)

select mart, source_relation, account_id, sum(views) as views, sum(total_interactions) as total_interactions, sum(followed) as others
from counted
group by mart, source_relation, account_id
having sum(views) <> 0 or sum(total_interactions) <> 0 or sum(followed) <> 0
