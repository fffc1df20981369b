{# No two rows share the columns. Null is a value here: two rows without one are the same. #}
{% test one_row_per(model, columns) %}
select {{ columns | join(', ') }}, count(*) as row_count
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}

{# Counts are never below 0. #}
{% test not_negative(model, columns) %}
select *
from {{ model }}
where {% for column in columns %}{{ 'or ' if not loop.first }}{{ column }} < 0 {% endfor %}
{% endtest %}

{# Each row has its row elsewhere, in the same connection. Not asked where the other model is empty: it was not loaded. #}
{% test belongs_to(model, column, to, field) %}
select child.*
from {{ model }} as child
where child.{{ column }} is not null
  and exists (select 1 from {{ to }} as any_parent where any_parent.source_relation = child.source_relation)
  and not exists (
    select 1 from {{ to }} as parent
    where parent.source_relation = child.source_relation and parent.{{ field }} = child.{{ column }}
  )
{% endtest %}

{# Days of insights end at midnight in California. #}
{% test ends_in_california(model, column) %}
select *
from {{ model }}
where extract(hour from {{ column }}) not in (7, 8)
  or extract(minute from {{ column }}) <> 0
  or extract(second from {{ column }}) <> 0
{% endtest %}
