{{ config(
  enabled=var('instagram__fivetran_views', false),
  alias='user_history',
  schema='instagram_business',
  materialized='view',
) }}
select
  md5(source_relation || ':' || id) as _fivetran_id,
  coalesce(_sdc_extracted_at, snapshot_at) as _fivetran_synced,
  cast(id as {{ dbt.type_bigint() }}) as id,
  ig_id,
  followers_count,
  follows_count,
  media_count,
  name,
  username,
  website
from {{ ref('stg_instagram__users') }}
