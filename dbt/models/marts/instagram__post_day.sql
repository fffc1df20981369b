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
with readings as (
  {{ instagram.rows_of('media_insights') }}
),

numbered as (
  select
    source_relation,
    id as post_id,
    business_account_id as account_id,
    cast(_sdc_extracted_at as date) as date_day,
    {%- for figure, column in figures.items() %}
    {{ column }} as {{ figure }},
    {%- endfor %}
    _sdc_extracted_at,
    row_number() over (
      partition by source_relation, id, cast(_sdc_extracted_at as date)
      order by _sdc_extracted_at desc, _sdc_sequence desc nulls last, _sdc_received_at desc nulls last
    ) as lateness
  from readings
  where _sdc_extracted_at is not null
    and (media_product_type is null or media_product_type <> 'STORY')
),

{# The table may hold rows of posts only; what it holds of a day before is the reading that the deltas are from. #}
with_previous as (
  select
    *,
    {%- for figure in figures %}
    lag({{ figure }}) over post_by_day as previous_{{ figure }},
    {%- endfor %}
    lag(date_day) over post_by_day as previous_day
  from numbered
  where lateness = 1
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
