-- Each mart has a row for each row that it is made of, and no other. What is missing has a sum for it.
{% set pairs = [
  ('instagram__account_day', 'stg_instagram__user_insights'),
  ('instagram__audience', 'stg_instagram__user_lifetime_insights'),
] %}
with counts as (
  {%- for mart, staging in pairs %}
  select '{{ mart }}' as mart, source_relation, 1 as in_mart, 0 as in_staging from {{ ref(mart) }}
  union all
  select '{{ mart }}', source_relation, 0, 1 from {{ ref(staging) }}
  union all
  {%- endfor %}
  select 'instagram__posts', source_relation, 1, 0 from {{ ref('instagram__posts') }}
  union all
  select 'instagram__posts', source_relation, 0, 1 from {{ ref('stg_instagram__media') }}
  union all
  select 'instagram__posts', source_relation, 0, 1 from ({{ instagram.every_story() }}) as stories
  union all
  select 'instagram__stories', source_relation, 1, 0 from {{ ref('instagram__stories') }}
  union all
  select 'instagram__stories', source_relation, 0, 1 from ({{ instagram.every_story() }}) as stories
  union all
  select 'instagram__post_day', source_relation, 1, 0 from {{ ref('instagram__post_day') }}
  union all
  select 'instagram__post_day', source_relation, 0, 1
  from (
    select distinct source_relation, id, cast(_sdc_extracted_at as date)
    from ({{ instagram.rows_of('media_insights') }}) as readings
    where _sdc_extracted_at is not null
      and (media_product_type is null or media_product_type <> 'STORY')
    union
    select source_relation, id, snapshot_date
    from {{ ref('stg_instagram__media_insights_daily') }}
    where snapshot_date is not null
      and (media_product_type is null or media_product_type <> 'STORY')
  ) as days_of_posts
  union all
  select 'instagram__completeness', source_relation, things, 0 from {{ ref('instagram__completeness') }}
  union all
  select 'instagram__completeness', source_relation, 0, things from {{ ref('stg_instagram__sync_events') }}
)

select mart, source_relation, sum(in_mart) as in_mart, sum(in_staging) as in_staging
from counts
group by mart, source_relation
having sum(in_mart) <> sum(in_staging)
