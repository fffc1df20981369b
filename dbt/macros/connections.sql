{# The connections to unite: a list of {schema, database, name}. #}
{% macro connections() %}
  {% set listed = var('instagram_sources', []) or [] %}
  {% set wanted = listed if listed else [{
    'schema': var('instagram_schema', 'tap_instagram'),
    'database': var('instagram_database', target.database),
  }] %}
  {% set found = [] %}
  {% set names = [] %}
  {% for one in wanted %}
    {% if one is not mapping or not one.get('schema') %}
      {{ exceptions.raise_compiler_error("Cannot read the variable instagram_sources: entry " ~ loop.index ~ " is " ~ one ~ "; wanted {schema: …, database: …, name: …}, of which only schema is required") }}
    {% endif %}
    {% set name = one.get('name') or (one.schema if not one.get('database') or not listed else one.database ~ '.' ~ one.schema) %}
    {% if name in names %}
      {{ exceptions.raise_compiler_error("Cannot unite the connections of instagram_sources: two are called '" ~ name ~ "'; give each a name of its own") }}
    {% endif %}
    {% do names.append(name) %}
    {% do found.append({'schema': one.schema, 'database': one.get('database') or target.database, 'name': name}) %}
  {% endfor %}
  {{ return(found) }}
{% endmacro %}

{# The table of a stream in a connection; none if it was not loaded. #}
{% macro table_of(connection, stream) %}
  {% set identifier = var('instagram_' ~ stream ~ '_identifier', stream) %}
  {{ return(adapter.get_relation(database=connection.database, schema=connection.schema, identifier=identifier)) }}
{% endmacro %}

{# A wrong schema would look like an account without posts: this tells of it. #}
{% macro warn_of_empty_connections() %}
  {% if execute and flags.WHICH in ('build', 'run', 'test') %}
    {% for connection in instagram.connections() %}
      {% set tables = [] %}
      {% for stream in instagram.streams() %}
        {% if instagram.table_of(connection, stream) is not none %}{% do tables.append(stream) %}{% endif %}
      {% endfor %}
      {% if not tables %}
        {% do exceptions.warn("No table of tap-instagram is in schema " ~ connection.schema ~ " of database " ~ connection.database ~ ": the models stay empty for it. Set the variable instagram_schema to where the loader writes, or load first.") %}
      {% endif %}
    {% endfor %}
  {% endif %}
{% endmacro %}
