{# A column of a loaded table as the type that its stream declares; null if it is not there. #}
{% macro typed(column, type) %}
  {% set types = {
    'text': dbt.type_string(),
    'bigint': dbt.type_bigint(),
    'float': instagram.type_double(),
    'boolean': dbt.type_boolean(),
    'timestamp': dbt.type_timestamp(),
    'date': 'date',
  } %}
  {% if column is none %}{{ return('cast(null as ' ~ types[type] ~ ')') }}{% endif %}
  {% set quoted = adapter.quote(column.name) %}
  {% if type == 'timestamp' %}{{ return(instagram.as_utc(quoted, column.data_type | lower)) }}{% endif %}
  {% if type == 'date' and 'date' != column.data_type | lower %}
    {{ return('cast(' ~ instagram.as_utc(quoted, column.data_type | lower) ~ ' as date)') }}
  {% endif %}
  {{ return('cast(' ~ quoted ~ ' as ' ~ types[type] ~ ')') }}
{% endmacro %}

{# What dbt calls a float has four bytes in DuckDB, where 55.4 becomes 55.400001525878906. #}
{% macro type_double() %}
  {{ return('double precision') }}
{% endmacro %}

{# A time as UTC without a zone, in a session of any zone. Loaders leave times with a zone, without one, or as texts. #}
{% macro as_utc(expression, data_type) %}
  {{ return(adapter.dispatch('as_utc', 'instagram')(expression, data_type)) }}
{% endmacro %}

{% macro default__as_utc(expression, data_type) %}
  {% if 'with time zone' in data_type or 'timestamptz' in data_type %}
    {{ return('(' ~ expression ~ " at time zone 'UTC')") }}
  {% elif 'timestamp' in data_type or data_type == 'date' %}
    {{ return('cast(' ~ expression ~ ' as ' ~ dbt.type_timestamp() ~ ')') }}
  {% endif %}
  {# A text: the tap writes the zone, `Z`, into it. #}
  {{ return('(cast(' ~ expression ~ " as timestamp with time zone) at time zone 'UTC')") }}
{% endmacro %}

{# `at time zone` would need the extension ICU. A cast of a text leaves its zone out: it is UTC, as the tap writes it. #}
{% macro duckdb__as_utc(expression, data_type) %}
  {% if 'with time zone' in data_type or 'timestamptz' in data_type %}
    {{ return('make_timestamp(epoch_us(' ~ expression ~ '))') }}
  {% endif %}
  {{ return('cast(' ~ expression ~ ' as timestamp)') }}
{% endmacro %}

{#
  The day that an `end_time` of the API ends: midnight in California is 07:00 or 08:00 UTC, so half a day earlier the UTC
  date is that day, in summer and winter.
#}
{% macro day_that_ends(end_time) -%}
  cast({{ end_time }} - interval '12 hours' as date)
{%- endmacro %}
