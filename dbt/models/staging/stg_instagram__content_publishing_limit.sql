-- Generated; `npm run dbt` writes it anew.
{{ instagram.newest_rows_of('content_publishing_limit') }}
