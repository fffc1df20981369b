{% set parts = ['business_account_id', 'run_id', 'run_started_at', 'stream', 'thing', 'metric', 'variant', 'ending', 'reason', 'what_helps'] %}
with counted as (
  select
    source_relation,
    {{ parts | join(', ') }},
    cast(sum(things) as {{ dbt.type_bigint() }}) as things,
    {{ instagram.day_that_ends('min(' ~ instagram.name_of('day') ~ ')') }} as first_day,
    {{ instagram.day_that_ends('max(' ~ instagram.name_of('day') ~ ')') }} as last_day,
    max(message) as message
  from {{ ref('stg_instagram__sync_events') }}
  group by source_relation, {{ parts | join(', ') }}
)

select
  {# A length before each part keeps the parts apart, whatever they hold. #}
  md5(
    {%- for part in ['source_relation'] + parts %}
    coalesce(cast(length(cast({{ part }} as {{ dbt.type_string() }})) as {{ dbt.type_string() }}) || ':' || cast({{ part }} as {{ dbt.type_string() }}), '-')
    {{- ' || ' if not loop.last }}
    {%- endfor %}
  ) as completeness_id,
  source_relation,
  business_account_id as account_id,
  run_id,
  run_started_at,
  stream,
  thing,
  metric,
  variant,
  ending,
  reason,
  what_helps,
  things,
  first_day,
  last_day,
  message,
  run_started_at = max(run_started_at) over (partition by source_relation) as is_latest_run
from counted
