"""
Materializes partitions of an asset with Dagster, one after the other in this process, and prints a line of JSON of each:
how it ended, how many retries it took and how long they waited, and the metadata.

Usage: materialize.py FILE ASSET CONFIG [PARTITION]...
"""

from __future__ import annotations

import datetime
import importlib.util
import json
import sys

import dagster as dg

file, asset, config, *partitions = sys.argv[1:]
spec = importlib.util.spec_from_file_location("definitions", file)
assert spec and spec.loader
module = importlib.util.module_from_spec(spec)
sys.modules["definitions"] = module
spec.loader.exec_module(module)
dg.Definitions.validate_loadable(module.defs)

with dg.DagsterInstance.ephemeral() as instance:
    for partition in partitions:
        result = dg.materialize(
            [getattr(module, asset)],
            instance=instance,
            partition_key=partition,
            run_config={"ops": {asset: {"config": json.loads(config)}}},
            raise_on_error=False,
        )
        events = result.all_events
        retries = [event for event in events if event.event_type_value == "STEP_UP_FOR_RETRY"]
        failures = [event.step_failure_data for event in events if event.is_step_failure]
        done = [event.materialization.metadata for event in result.get_asset_materialization_events()]
        given_up = [data.user_failure_data.metadata for data in failures if data.user_failure_data]
        print(
            json.dumps(
                {
                    "partition": partition,
                    "succeeded": result.success,
                    "waits": [event.step_retry_data.seconds_to_wait for event in retries],
                    "failure": [data.error.to_string() for data in failures if data.error],
                    "metadata": {
                        name: value.value
                        for metadata in done + given_up
                        for name, value in metadata.items()
                        if isinstance(value, dg.IntMetadataValue)
                    },
                }
            ),
            flush=True,
        )
    schedule = module.defs.resolve_schedule_def("daily")
    when = datetime.datetime(2026, 1, 31, 6)
    repository = module.defs.get_repository_def()
    with dg.build_schedule_context(instance, repository_def=repository, scheduled_execution_time=when) as context:
        requests = schedule.evaluate_tick(context).run_requests or []
    print(json.dumps({"scheduled": [request.partition_key for request in requests]}), flush=True)
