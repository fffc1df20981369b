"""All accounts of a token once a day as an asset of Dagster, a partition for each shard. README.md says how to set it up."""

import json
import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import dagster as dg

SHARDS = int(os.environ.get("INSTAGRAM_SHARDS", "4"))
FOLDER = Path(os.environ.get("INSTAGRAM_FOLDER", "/var/lib/instagram"))
SHARDS_SH = Path(__file__).parent.parent / "many-accounts" / "shards.sh"

# Exit codes after which every run ends alike until somebody has done something.
TO_BE_DONE = {
    1: "Correct the settings, the state or the files that the log names",
    2: "Correct the command line that the log names",
    3: "Put a new access token into TAP_INSTAGRAM_ACCESS_TOKEN",
    126: "Make the command that the log names executable",
    127: "Install the command that the log names where the run finds it",
}

shards = dg.StaticPartitionsDefinition([f"{shard}-of-{SHARDS}" for shard in range(1, SHARDS + 1)])


class Retries(dg.Config):
    """How often a shard is tried again in a run, and after how many seconds."""

    max_retries: int = 5
    wait_seconds: int = 300
    quota_wait_seconds: int = 3600


@dg.asset(partitions_def=shards, pool="instagram")
def instagram(context: dg.AssetExecutionContext, config: Retries) -> dg.MaterializeResult:
    """The rows of a shard's accounts. Its state is on disk, so that a retry continues where the last try stopped."""
    shard, _, count = context.partition_key.partition("-of-")
    summary = FOLDER / f"summary.{context.partition_key}.json"
    FOLDER.mkdir(parents=True, exist_ok=True)
    # A tap that is killed writes none: that of an earlier run would say what it did not do.
    summary.unlink(missing_ok=True)
    env = {
        # A longer wait for quota is a retry, which leaves its place in the pool to others.
        "TAP_INSTAGRAM_MAX_WAIT_MINUTES": "10",
        **os.environ,
        "FOLDER": str(FOLDER),
        "TAP": f"{os.environ.get('TAP', 'tap-instagram')} --summary {shlex.quote(str(summary))}",
    }
    code = _run([str(SHARDS_SH), count, shard], env, context.log)
    metadata = _figures(summary)
    if code == 0:
        return dg.MaterializeResult(metadata=metadata)
    ended = f"Shard {shard}/{count} ended with exit code {code}"
    if code in TO_BE_DONE:
        raise dg.Failure(f"{ended}. {TO_BE_DONE[code]}", metadata=metadata, allow_retries=False)
    # Partly failed (4), quota (5), another run still writes (75), killed: the next try completes what is missing.
    wait_seconds = config.quota_wait_seconds if code == 5 else config.wait_seconds
    failure = dg.Failure(ended, metadata=metadata)
    raise dg.RetryRequested(max_retries=config.max_retries, seconds_to_wait=wait_seconds) from failure


def _run(command: list[str], env: dict[str, str], log: dg.DagsterLogManager) -> int:
    # In a session of its own it hears of the run's end through terminate alone, and so once.
    with subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as process:
        try:
            for line in process.stdout or ():
                log.info(line.rstrip())
            return process.wait()
        finally:
            process.terminate()


def _figures(summary: Path) -> dict[str, int]:
    """What the tap's summary says of each stream: what came, and what is missing."""
    if not summary.exists():
        return {}
    streams = json.loads(summary.read_text())["streams"]
    return {f"{one['stream']} {what}": one[what] for one in streams for what in ("delivered", "missing")}


job = dg.define_asset_job("instagram_shards", selection=[instagram], partitions_def=shards)


@dg.schedule(job=job, cron_schedule="0 6 * * *")
def daily(context: dg.ScheduleEvaluationContext) -> Iterator[dg.RunRequest]:
    for shard in shards.get_partition_keys():
        yield dg.RunRequest(run_key=f"{context.scheduled_execution_time:%Y-%m-%d} {shard}", partition_key=shard)


defs = dg.Definitions(assets=[instagram], jobs=[job], schedules=[daily])
