with posts as (
  select
    media.source_relation,
    media.id as post_id,
    media.business_account_id as account_id,
    media.{{ instagram.name_of('timestamp') }} as published_at,
    media.media_type,
    media.media_product_type,
    false as is_story,
    media.caption,
    media.permalink,
    media.like_count,
    media.comments_count,
    insights.reach,
    insights.views,
    insights.likes,
    insights.comments,
    insights.shares,
    insights.saved as saves,
    insights.reposts,
    insights.total_interactions,
    cast(null as {{ dbt.type_bigint() }}) as replies,
    insights.follows,
    insights.profile_visits,
    insights.profile_activity,
    insights.ig_reels_avg_watch_time,
    insights.ig_reels_video_view_total_time,
    insights.reels_skip_rate,
    media._sdc_extracted_at
  from {{ ref('stg_instagram__media') }} as media
  left join {{ ref('stg_instagram__media_insights') }} as insights
    on insights.source_relation = media.source_relation and insights.id = media.id
),

every_story as (
  {{ instagram.every_story() }}
),

stories as (
  select
    stories.source_relation,
    stories.id as post_id,
    stories.business_account_id as account_id,
    stories.{{ instagram.name_of('timestamp') }} as published_at,
    stories.media_type,
    stories.media_product_type,
    true as is_story,
    stories.caption,
    stories.permalink,
    stories.like_count,
    stories.comments_count,
    insights.reach,
    insights.views,
    cast(null as {{ dbt.type_bigint() }}) as likes,
    cast(null as {{ dbt.type_bigint() }}) as comments,
    insights.shares,
    cast(null as {{ dbt.type_bigint() }}) as saves,
    insights.reposts,
    insights.total_interactions,
    insights.replies,
    insights.follows,
    insights.profile_visits,
    insights.profile_activity,
    cast(null as {{ dbt.type_bigint() }}) as ig_reels_avg_watch_time,
    cast(null as {{ dbt.type_bigint() }}) as ig_reels_video_view_total_time,
    cast(null as {{ instagram.type_double() }}) as reels_skip_rate,
    stories._sdc_extracted_at
  from every_story as stories
  left join {{ ref('stg_instagram__story_insights') }} as insights
    on insights.source_relation = stories.source_relation and insights.id = stories.id
),

united as (
  select * from posts
  union all
  select * from stories
)

select
  united.*,
  users.username
from united
left join {{ ref('stg_instagram__users') }} as users
  on users.source_relation = united.source_relation and users.id = united.account_id
