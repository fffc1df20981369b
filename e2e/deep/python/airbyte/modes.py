"""Reads twice in each way that Airbyte combines a sync mode with one of a destination, and counts rows and keys."""

import json
import sys
from pathlib import Path

import airbyte as ab
from airbyte.strategies import WriteStrategy

config_path, executable, folder = sys.argv[1:]
keys = {"media": ["id"], "user_insights": ["business_account_id", "date"]}
modes = {
    "full refresh, overwrite": (WriteStrategy.REPLACE, True),
    "full refresh, append": (WriteStrategy.APPEND, True),
    "incremental, append": (WriteStrategy.APPEND, False),
    "incremental, deduped": (WriteStrategy.MERGE, False),
}
source = ab.get_source(
    "source-instagram",
    config=json.loads(Path(config_path).read_text(encoding="utf-8")),
    local_executable=Path(executable).resolve(),
    install_if_missing=False,
)
source.select_streams(list(keys))
found = {}
for number, (mode, (strategy, is_full)) in enumerate(modes.items()):
    cache = ab.caches.DuckDBCache(db_path=f"{folder}/mode{number}.duckdb", schema_name="instagram")
    found[mode] = {name: [] for name in keys}
    for _ in range(2):
        source.read(cache=cache, write_strategy=strategy, force_full_refresh=is_full)
        for name, key in keys.items():
            table = cache.streams[name].to_pandas()
            found[mode][name].append({"rows": len(table), "keys": len(table[key].drop_duplicates())})
Path(folder, "modes.json").write_text(json.dumps(found), encoding="utf-8")
