"""All accounts of a Meta app once a day, a mapped task for each shard. README.md says how to set it up."""

from __future__ import annotations

import os
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from airflow.sdk import DAG, BaseOperator, Context, ExceptionRetryPolicy, RetryRule, Variable
from airflow.sdk.exceptions import AirflowException, AirflowFailException

SHARDS_SH = Path(__file__).with_name("shards.sh")

# Exit codes after which every run ends alike until somebody has done something.
TO_BE_DONE = {
    1: "Correct the settings, the state or the files that the log names",
    2: "Correct the command line that the log names",
    3: "Put a new access token into the Variable {variable}",
    126: "Make the command that the log names executable",
    127: "Install the command that the log names where the worker finds it",
}


class QuotaGone(AirflowException):
    """The app has made its calls of the hour or day (exit code 5)."""


class SyncShard(BaseOperator):
    """Runs one shard. Its state is on disk, so that a retry goes on where the last run stopped."""

    def __init__(self, *, app: str, shards: int, shard: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.app = app
        self.shards = shards
        self.shard = shard
        self._token_variable = f"instagram_{app}_access_token"
        self._process: subprocess.Popen[str] | None = None

    def execute(self, context: Context) -> None:
        command = [str(SHARDS_SH), str(self.shards), str(self.shard)]
        # In a session of its own it hears of the task's end through on_kill alone, and so once.
        self._process = process = subprocess.Popen(
            command,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            for line in process.stdout or ():
                self.log.info(line.rstrip())
            code = process.wait()
        finally:
            self.on_kill()
        ended = f"Shard {self.shard}/{self.shards} of {self.app} ended with exit code {code}"
        if code in TO_BE_DONE:
            raise AirflowFailException(f"{ended}. {TO_BE_DONE[code].format(variable=self._token_variable)}")
        if code == 5:
            raise QuotaGone(f"{ended}: the quota is used up")
        # Partly failed (4), another run still writes (75), killed: the next run completes what is missing.
        if code != 0:
            raise AirflowException(ended)

    def on_kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.terminate()

    def _environment(self) -> dict[str, str]:
        # A disk that all workers see, since any of them may have the next try.
        folder = Path(os.environ.get("INSTAGRAM_FOLDER", "/var/lib/instagram"))
        return {
            # A longer wait for quota is a retry, which leaves its place in the pool to others.
            "TAP_INSTAGRAM_MAX_WAIT_MINUTES": "10",
            **os.environ,
            "TAP_INSTAGRAM_ACCESS_TOKEN": Variable.get(self._token_variable),
            "FOLDER": str(folder / self.app),
        }


def instagram(app: str, shards: int) -> None:
    """Each app has a token, a quota, and so a pool of its own."""
    with DAG(
        f"instagram_{app}",
        schedule="@daily",
        start_date=datetime(2026, 1, 1),
        catchup=False,
        max_active_runs=1,
    ):
        SyncShard.partial(
            task_id="sync",
            map_index_template="{{ task.shard }}/{{ task.shards }}",
            pool=f"instagram_{app}",
            retries=5,
            retry_delay=timedelta(minutes=5),
            retry_policy=ExceptionRetryPolicy([RetryRule(QuotaGone, retry_delay=timedelta(hours=1))]),
            app=app,
            shards=shards,
        ).expand(shard=list(range(1, shards + 1)))


instagram("main", shards=4)
