{#
  Every story, as a query: those that a sync has listed, and those that only a webhook has told of. Of these the figures are
  known, and not when they were published.
#}
{% macro every_story() %}
  {% set listed = ['timestamp', 'media_type', 'media_product_type'] %}
  select
    source_relation,
    id,
    business_account_id,
    {%- for column in listed %}
    {{ instagram.name_of(column) }},
    {%- endfor %}
    caption,
    permalink,
    like_count,
    comments_count,
    _sdc_extracted_at
  from {{ ref('stg_instagram__stories') }}
  union all
  select
    insights.source_relation,
    insights.id,
    insights.business_account_id,
    {%- for column in listed %}
    insights.{{ instagram.name_of(column) }},
    {%- endfor %}
    cast(null as {{ dbt.type_string() }}),
    cast(null as {{ dbt.type_string() }}),
    cast(null as {{ dbt.type_bigint() }}),
    cast(null as {{ dbt.type_bigint() }}),
    insights._sdc_extracted_at
  from {{ ref('stg_instagram__story_insights') }} as insights
  where insights.{{ instagram.name_of('timestamp') }} is null
    and not exists (
      select 1 from {{ ref('stg_instagram__stories') }} as stories
      where stories.source_relation = insights.source_relation and stories.id = insights.id
    )
{% endmacro %}
