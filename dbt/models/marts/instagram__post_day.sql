{% set figures = {
  'reach': 'reach',
  'views': 'views',
  'likes': 'likes',
  'comments': 'comments',
  'shares': 'shares',
  'saves': 'saved',
  'reposts': 'reposts',
  'total_interactions': 'total_interactions',
} %}
{# Rows of media_insights are of the day of their extraction, those of media_insights_daily of the day that they name. #}
with daily as (
  select * from {{ ref('stg_instagram__media_insights_daily') }}
  where snapshot_date is not null
    and (media_product_type is null or media_product_type <> 'STORY')
),

every_reading as (
  {{ instagram.rows_of('media_insights') }}
),

readings as (
  select
    *,
    cast(_sdc_extracted_at as date) as snapshot_date,
    row_number() over (
      partition by source_relation, id, cast(_sdc_extracted_at as date)
      order by _sdc_extracted_at desc, _sdc_sequence desc nulls last, _sdc_received_at desc nulls last
    ) as lateness
  from every_reading
  where _sdc_extracted_at is not null
    and (media_product_type is null or media_product_type <> 'STORY')
),

{# Either may have fewer metrics selected: the later one counts, and the other has what it lacks. #}
days as (
  select
    coalesce(readings.source_relation, daily.source_relation) as source_relation,
    coalesce(readings.id, daily.id) as post_id,
    coalesce(readings.business_account_id, daily.business_account_id) as account_id,
    coalesce(readings.snapshot_date, daily.snapshot_date) as date_day,
    {%- for figure, column in figures.items() %}
    case
      when daily._sdc_extracted_at > readings._sdc_extracted_at then coalesce(daily.{{ column }}, readings.{{ column }})
      else coalesce(readings.{{ column }}, daily.{{ column }})
    end as {{ figure }},
    {%- endfor %}
    case
      when daily._sdc_extracted_at > readings._sdc_extracted_at then daily._sdc_extracted_at
      else coalesce(readings._sdc_extracted_at, daily._sdc_extracted_at)
    end as _sdc_extracted_at
  from (select * from readings where lateness = 1) as readings
  full outer join daily
    on daily.source_relation = readings.source_relation
    and daily.id = readings.id
    and daily.snapshot_date = readings.snapshot_date
),

{# The table may hold rows of posts only; what it holds of a day before is the reading that the deltas are from. #}
with_previous as (
  select
    *,
    {%- for figure in figures %}
    lag({{ figure }}) over post_by_day as previous_{{ figure }},
    {%- endfor %}
    lag(date_day) over post_by_day as previous_day
  from days
  window post_by_day as (partition by source_relation, post_id order by date_day)
)

select
  source_relation,
  post_id,
  account_id,
  date_day,
  previous_day is null as is_first_seen,
  cast(date_day - previous_day as {{ dbt.type_bigint() }}) as days_since_previous,
  {%- for figure in figures %}
  {{ figure }},
  {{ figure }} - previous_{{ figure }} as {{ figure }}_delta,
  {%- endfor %}
  _sdc_extracted_at
from with_previous
