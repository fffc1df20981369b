-- Generated; `npm run dbt` writes it anew.
{{ instagram.newest_rows_of('mentioned_media') }}
