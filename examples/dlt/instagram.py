"""tap-instagram as a source of dlt, into DuckDB. README.md says how to run it, and how it keeps its state."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dlt

TAP = Path(sys.executable).with_name("tap-instagram")  # what pip installed beside this Python
TYPES = {"string": "text", "integer": "bigint", "number": "double", "boolean": "bool", "object": "json", "array": "json"}
FORMATS = {"date-time": "timestamp", "date": "date"}
INCOMPLETE = (4, 5)  # some accounts failed, or the quota is used up: the next run completes the rest


@dlt.source(name="instagram")
def instagram(access_token: str = dlt.secrets.value, streams: tuple[str, ...] = ()) -> Any:
    """Every stream is a table. `streams` are the ones to read; without them, those the tap selects."""

    @dlt.resource(name="sync")
    def sync() -> Iterator[Any]:
        kept = dlt.current.source_state()
        kept["exit_code"] = 0
        with tempfile.TemporaryDirectory() as folder:
            env = {**os.environ, "TAP_INSTAGRAM_ACCESS_TOKEN": access_token}
            command = [str(TAP), "--config", "ENV", "--state", _write(folder, "state", kept.get("singer", {}))]
            if streams:
                command += ["--catalog", _write(folder, "catalog", _catalog(streams))]
            with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as tap:
                for line in tap.stdout or ():
                    message = json.loads(line)
                    if message["type"] == "SCHEMA":
                        empty = dlt.mark.materialize_table_schema()  # a table without rows is there, too
                        yield dlt.mark.with_hints(empty, _hints(message), create_table_variant=True)
                    elif message["type"] == "RECORD":
                        yield dlt.mark.with_table_name(message["record"], message["stream"])
                    elif message["type"] == "STATE":
                        kept["singer"] = message["value"]
        kept["exit_code"] = tap.returncode
        if tap.returncode not in (0, *INCOMPLETE):
            raise RuntimeError(f"tap-instagram ended with exit code {tap.returncode}; its log says why")

    return sync


def _hints(message: dict[str, Any]) -> Any:
    """Keys and column types of a SCHEMA. Objects and lists are JSON: so tables never depend on what was read."""
    columns = [
        {"name": name, "data_type": FORMATS.get(column.get("format"), TYPES[column["type"][0]])}
        for name, column in message["schema"]["properties"].items()
    ]
    table, keys = message["stream"], message["key_properties"]
    return dlt.mark.make_hints(table_name=table, write_disposition="merge", primary_key=keys, columns=columns)


def _catalog(streams: tuple[str, ...]) -> dict[str, Any]:
    catalog = json.loads(subprocess.check_output([TAP, "--discover"]))
    for stream in catalog["streams"]:
        stream["metadata"][0]["metadata"]["selected"] = stream["tap_stream_id"] in streams
    return catalog


def _write(folder: str, name: str, content: Any) -> str:
    path = Path(folder, f"{name}.json")
    path.write_text(json.dumps(content))
    return str(path)


if __name__ == "__main__":
    pipeline = dlt.pipeline("tap_instagram", destination="duckdb", dataset_name="instagram")
    print(pipeline.run(instagram(streams=tuple(sys.argv[1:]))))
    sys.exit(pipeline.state["sources"]["instagram"]["exit_code"])
