select
  days.source_relation,
  days.business_account_id as account_id,
  users.username,
  {# Rows of older versions have no day. -#}
  coalesce(
    days.{{ instagram.name_of('day') }},
    {{ instagram.day_that_ends('days.' ~ instagram.name_of('date')) }}
  ) as date_day,
  days.{{ instagram.name_of('date') }} as ends_at,
  days.reach,
  days.reach_week,
  days.reach_days_28,
  days.views,
  days.accounts_engaged,
  days.total_interactions,
  days.likes,
  days.comments,
  days.shares,
  days.saves,
  days.replies,
  days.reposts,
  days.profile_links_taps,
  days.profile_views,
  days.website_clicks,
  days.follower_count as new_followers,
  days.followed,
  days.unfollowed,
  days._sdc_extracted_at
from {{ ref('stg_instagram__user_insights') }} as days
left join {{ ref('stg_instagram__users') }} as users
  on users.source_relation = days.source_relation and users.id = days.business_account_id
