-- Generated; `npm run dbt` writes it anew.
{{ instagram.newest_rows_of('media_polls') }}
