"""Loads with PyAirbyte into DuckDB, twice, and prints what is there: rows, keys, types, and what the second run read."""

import json
import sys
from pathlib import Path

import airbyte as ab

config_path, executable, database = sys.argv[1:]
streams = ["users", "media", "media_insights", "stories", "story_insights", "user_insights"]
source = ab.get_source(
    "source-instagram",
    config=json.loads(Path(config_path).read_text(encoding="utf-8")),
    local_executable=Path(executable).resolve(),
    install_if_missing=False,
)
source.check()
source.select_streams(streams)
cache = ab.caches.DuckDBCache(db_path=database, schema_name="instagram")
printed = []
for _ in range(2):
    result = source.read(cache=cache)
    tables = {}
    for name in streams:
        table = cache.streams[name].to_pandas()
        key = ["business_account_id", "date"] if name == "user_insights" else ["id"]
        tables[name] = {"rows": len(table), "keys": len(table[key].drop_duplicates())}
    printed.append({"processed": result.processed_records, "tables": tables})
with cache.get_sql_engine().connect() as connection:
    columns = connection.exec_driver_sql(
        "select table_name || '.' || column_name, data_type from information_schema.columns where table_schema = 'instagram'"
    )
    types = dict(tuple(row) for row in columns)
Path(database).with_suffix(".json").write_text(json.dumps({"runs": printed, "types": types}), encoding="utf-8")
