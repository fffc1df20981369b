-- Each figure is that of the reading before, plus the delta; and the reading before is there.
{% set figures = ['reach', 'views', 'likes', 'comments', 'shares', 'saves', 'reposts', 'total_interactions'] %}
select this_day.*
from {{ ref('instagram__post_day') }} as this_day
left join {{ ref('instagram__post_day') }} as previous
  on previous.source_relation = this_day.source_relation
  and previous.post_id = this_day.post_id
  and previous.date_day = this_day.date_day - cast(this_day.days_since_previous as integer)
where (this_day.is_first_seen and (
    this_day.days_since_previous is not null
    {%- for figure in figures %} or this_day.{{ figure }}_delta is not null{% endfor %}
  ))
  or (not this_day.is_first_seen and (
    previous.post_id is null
    {%- for figure in figures %}
    or (this_day.{{ figure }}_delta is null) <> (this_day.{{ figure }} is null or previous.{{ figure }} is null)
    or previous.{{ figure }} + this_day.{{ figure }}_delta <> this_day.{{ figure }}
    {%- endfor %}
  ))
