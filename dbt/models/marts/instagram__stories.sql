with every_story as (
  {{ instagram.every_story() }}
)

select
  stories.source_relation,
  stories.id as story_id,
  stories.business_account_id as account_id,
  users.username,
  stories.{{ instagram.name_of('timestamp') }} as published_at,
  stories.media_type,
  stories.permalink,
  insights.reach,
  insights.views,
  insights.replies,
  insights.shares,
  insights.reposts,
  insights.total_interactions,
  insights.follows,
  insights.profile_visits,
  insights.link_clicks,
  insights.navigation,
  insights.navigation_tap_forward,
  insights.navigation_tap_back,
  insights.navigation_tap_exit,
  insights.navigation_swipe_forward,
  cast(insights.navigation_tap_exit + insights.navigation_swipe_forward as {{ instagram.type_double() }})
    / nullif(insights.views, 0) as exit_rate
from every_story as stories
left join {{ ref('stg_instagram__story_insights') }} as insights
  on insights.source_relation = stories.source_relation and insights.id = stories.id
left join {{ ref('stg_instagram__users') }} as users
  on users.source_relation = stories.source_relation and users.id = stories.business_account_id
