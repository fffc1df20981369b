-- A snapshot is never from before a post was published: clocks and zones are read right.
select post_days.source_relation, post_days.post_id, post_days.date_day, posts.published_at
from {{ ref('instagram__post_day') }} as post_days
inner join {{ ref('instagram__posts') }} as posts
  on posts.source_relation = post_days.source_relation and posts.post_id = post_days.post_id
where post_days._sdc_extracted_at < posts.published_at
