{{ config(
  enabled=var('instagram__fivetran_views', false),
  alias='media_history',
  schema='instagram_business',
  materialized='view',
) }}
{% set texts = ['media_type', 'media_url', 'permalink', 'shortcode', 'thumbnail_url', 'username'] %}
{% set parts = [
  {'model': 'stg_instagram__media', 'is_story': false, 'album': none},
  {'model': 'stg_instagram__stories', 'is_story': true, 'album': none},
  {'model': 'stg_instagram__media_children', 'is_story': false, 'album': 'media_id'},
] %}
{%- for part in parts %}
select
  md5(source_relation || ':' || id) as _fivetran_id,
  _sdc_extracted_at as _fivetran_synced,
  cast(id as {{ dbt.type_bigint() }}) as id,
  cast(business_account_id as {{ dbt.type_bigint() }}) as user_id,
  cast({{ part.album or 'null' }} as {{ dbt.type_bigint() }}) as carousel_album_id,
  {# Meta removed it. What came in its place is another id. #}
  cast(null as {{ dbt.type_bigint() }}) as ig_id,
  {{ instagram.name_of('timestamp') }} as created_time,
  {% if part.album %}cast(null as {{ dbt.type_string() }}){% else %}caption{% endif %} as caption,
  {% if part.album %}cast(null as {{ dbt.type_boolean() }}){% else %}is_comment_enabled{% endif %} as is_comment_enabled,
  cast({{ part.is_story }} as {{ dbt.type_boolean() }}) as is_story
  {%- for text in texts %},
  {{ text }}
  {%- endfor %}
from {{ ref(part.model) }}
{{ 'union all' if not loop.last }}
{%- endfor %}
