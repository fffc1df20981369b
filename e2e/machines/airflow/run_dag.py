"""
Drives Airflow in one process, as starting it takes seconds. Each line of stdin is JSON: a list is a command of
Airflow's, `["pools", "list"]`; an object is the environment of a run of the DAG, as `dag.test()` runs it. For each, a
line "DONE " with JSON comes on stdout; that of a run tells what became of its tasks.

Usage: run_dag.py FOLDER DAG
"""

from __future__ import annotations

import json
import os
import sys
import time
from unittest.mock import patch

from airflow.cli import cli_parser
from airflow.dag_processing.dagbag import DagBag
from airflow.models.dagrun import DagRun
from airflow.sdk import DAG
from airflow.utils.session import create_session
from sqlalchemy import select

really_sleep = time.sleep


class Waits(Exception):
    """No task can run before its next try."""


def sleep(seconds: float) -> None:
    if sys._getframe(1).f_code is DAG.test.__code__:
        raise Waits
    really_sleep(seconds)


def command(words: list[str]) -> None:
    arguments = cli_parser.get_parser().parse_args(words)
    arguments.func(arguments)


def run(folder: str, name: str) -> list[dict[str, object]]:
    bag = DagBag(dag_folder=folder)
    if bag.import_errors:
        sys.exit(f"Cannot import {bag.import_errors}")
    with patch("time.sleep", sleep):
        try:
            bag.dags[name].test()
        except Waits:
            pass
    with create_session() as session:
        last = session.scalars(select(DagRun).order_by(DagRun.id.desc()).limit(1)).one()
        tasks = sorted(last.get_task_instances(session=session), key=lambda task: task.map_index)
        return [
            {
                "name": task.rendered_map_index,
                "pool": task.pool,
                "state": task.state,
                "tries": task.try_number,
                "maxTries": task.max_tries,
                "retryAfterSeconds": task.retry_delay_override,
            }
            for task in tasks
        ]


folder, name = sys.argv[1:]
for line in sys.stdin:
    order = json.loads(line)
    if isinstance(order, list):
        result = command(order)
    else:
        with patch.dict(os.environ, order):
            result = run(folder, name)
    print(f"DONE {json.dumps(result)}", flush=True)
