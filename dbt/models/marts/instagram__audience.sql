with snapshots as (
  select
    source_relation,
    business_account_id as account_id,
    snapshot_date,
    metric,
    timeframe,
    breakdown,
    age,
    gender,
    city,
    country,
    {{ instagram.name_of('value') }}
  from {{ ref('stg_instagram__user_lifetime_insights') }}
)

select
  *,
  snapshot_date = max(snapshot_date) over (
    partition by source_relation, account_id, metric, timeframe, breakdown
  ) as is_latest
from snapshots
