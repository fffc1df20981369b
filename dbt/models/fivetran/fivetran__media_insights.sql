{{ config(
  enabled=var('instagram__fivetran_views', false),
  alias='media_insights',
  schema='instagram_business',
  materialized='view',
) }}
{# Each kind of post has columns of its own there; those of the other kinds are null. #}
{% set is_reel = "coalesce(media.media_product_type, '') = 'REELS'" %}
{% set is_album = "media.media_type = 'CAROUSEL_ALBUM' and not (" ~ is_reel ~ ")" %}
{% set is_single = "media.media_type in ('IMAGE', 'VIDEO') and not (" ~ is_reel ~ ")" %}
{% set lifetime = {'reach': 'reach', 'saved': 'saved', 'shares': 'shares', 'views': 'views', 'engagement': 'likes + insights.comments'} %}
{% set reel = ['comments', 'likes', 'reach', 'shares', 'total_interactions', 'views'] %}
{% set story = {
  'exits': 'navigation_tap_exit',
  'reach': 'reach',
  'replies': 'replies',
  'shares': 'shares',
  'taps_back': 'navigation_tap_back',
  'taps_forward': 'navigation_tap_forward',
  'views': 'views',
} %}
{% set removed = ['carousel_album_impressions', 'carousel_album_video_views', 'story_impressions', 'video_photo_impressions', 'video_views', 'reel_plays'] %}
select
  md5(media.source_relation || ':' || media.id) as _fivetran_id,
  media._sdc_extracted_at as _fivetran_synced,
  cast(media.id as {{ dbt.type_bigint() }}) as id,
  media.comments_count as comment_count,
  media.like_count
  {%- for name, column in lifetime.items() %},
  case when {{ is_album }} then insights.{{ column }} end as carousel_album_{{ name }},
  case when {{ is_single }} then insights.{{ column }} end as video_photo_{{ name }}
  {%- endfor %}
  {%- for column in reel %},
  case when {{ is_reel }} then insights.{{ column }} end as reel_{{ column }}
  {%- endfor %}
  {%- for name in story %},
  cast(null as {{ dbt.type_bigint() }}) as story_{{ name }}
  {%- endfor %}
  {%- for name in removed %},
  cast(null as {{ dbt.type_bigint() }}) as {{ name }}
  {%- endfor %}
from {{ ref('stg_instagram__media') }} as media
left join {{ ref('stg_instagram__media_insights') }} as insights
  on insights.source_relation = media.source_relation and insights.id = media.id
union all
select
  md5(stories.source_relation || ':' || stories.id) as _fivetran_id,
  stories._sdc_extracted_at as _fivetran_synced,
  cast(stories.id as {{ dbt.type_bigint() }}) as id,
  cast(null as {{ dbt.type_bigint() }}) as comment_count,
  cast(null as {{ dbt.type_bigint() }}) as like_count
  {%- for name in lifetime %},
  cast(null as {{ dbt.type_bigint() }}) as carousel_album_{{ name }},
  cast(null as {{ dbt.type_bigint() }}) as video_photo_{{ name }}
  {%- endfor %}
  {%- for column in reel %},
  cast(null as {{ dbt.type_bigint() }}) as reel_{{ column }}
  {%- endfor %}
  {%- for name, column in story.items() %},
  insights.{{ column }} as story_{{ name }}
  {%- endfor %}
  {%- for name in removed %},
  cast(null as {{ dbt.type_bigint() }}) as {{ name }}
  {%- endfor %}
from {{ ref('stg_instagram__stories') }} as stories
left join {{ ref('stg_instagram__story_insights') }} as insights
  on insights.source_relation = stories.source_relation and insights.id = stories.id
