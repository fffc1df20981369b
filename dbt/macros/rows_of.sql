{#
  Every row of a stream, of all connections, as a query. A table that was not loaded counts as empty, a column that was
  not selected as null. Each column has the type that the stream declares.
#}
{% macro rows_of(stream) %}
  {% set declared = instagram.streams()[stream] %}
  {% set selects = [] %}
  {% if execute %}
    {% for connection in instagram.connections() %}
      {% set table = instagram.table_of(connection, stream) %}
      {% if table is not none %}{% do selects.append(instagram.select_columns(declared.columns, connection.name, table)) %}{% endif %}
    {% endfor %}
  {% endif %}
  {% if not selects %}{% do selects.append(instagram.select_columns(declared.columns, none, none)) %}{% endif %}
  {{ selects | join('\n  union all\n') }}
{% endmacro %}

{% macro select_columns(columns, source_relation, table) %}
  {% set there = {} %}
  {% if table is not none %}
    {% for column in adapter.get_columns_in_relation(table) %}{% do there.update({column.name | lower: column}) %}{% endfor %}
  {% endif %}
  {% set all = columns + instagram.loader_columns() %}
  select
    cast({% if source_relation is none %}null{% else %}'{{ source_relation | replace("'", "''") }}'{% endif %} as {{ dbt.type_string() }}) as source_relation
    {%- for column in all %},
    {{ instagram.typed(there.get(column.name), column.type) }} as {{ instagram.name_of(column.name) }}
    {%- endfor %}
  {% if table is not none %}from {{ table }}{% else %}where 1 = 0{% endif %}
{% endmacro %}

{# What Singer targets add to each row. #}
{% macro loader_columns() %}
  {{ return([
    {'name': '_sdc_extracted_at', 'type': 'timestamp'},
    {'name': '_sdc_received_at', 'type': 'timestamp'},
    {'name': '_sdc_sequence', 'type': 'bigint'},
  ]) }}
{% endmacro %}

{# The newest row of each key. #}
{% macro newest_rows_of(stream) %}
with every_row as (
  {{ instagram.rows_of(stream) }}
),

numbered as (
  select
    *,
    row_number() over (
      partition by source_relation{% for key in instagram.streams()[stream].key %}, {{ instagram.name_of(key) }}{% endfor %}

      order by _sdc_extracted_at desc nulls last, _sdc_sequence desc nulls last, _sdc_received_at desc nulls last
    ) as newness
  from every_row
)

select
  source_relation
  {%- for column in instagram.streams()[stream].columns %},
  {{ instagram.name_of(column.name) }}
  {%- endfor %},
  _sdc_extracted_at
from numbered
where newness = 1
{% endmacro %}

{# Words that a database keeps for itself are quoted. #}
{% macro name_of(column) %}
  {% set kept = ['at', 'date', 'day', 'from', 'hour', 'position', 'text', 'timestamp', 'user', 'value'] %}
  {{ return(adapter.quote(column) if column in kept else column) }}
{% endmacro %}
