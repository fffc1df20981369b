"""The standard tests of Meltano's Singer SDK, over the commands."""

import importlib.resources
import json
import os
from collections import Counter

import pytest
from facade import CommandTap, CommandTarget, run, TARGET
from singer_sdk.testing import SuiteConfig, get_tap_test_class, get_target_test_class
from singer_sdk.testing import target_test_streams

TestTap = get_tap_test_class(
    CommandTap,
    config=json.loads(os.environ["TAP_CONFIG"]),
    suite_config=SuiteConfig(max_records_limit=None),
)

TestTarget = get_target_test_class(CommandTarget, config=json.loads(os.environ["TARGET_CONFIG"]))

REFUSED = {"invalid_schema", "record_before_schema", "record_missing_key_property"}
FILES = sorted(
    (file for file in importlib.resources.files(target_test_streams).iterdir() if file.name.endswith(".singer")),
    key=lambda file: file.name,
)


@pytest.mark.parametrize("file", [one for one in FILES if one.name[:-7] not in REFUSED], ids=lambda one: one.name)
def test_every_record_of_the_standard_streams_lands(file, tmp_path):
    """The classes above see only the exit code."""
    text = file.read_text(encoding="utf-8")
    messages = [json.loads(line) for line in text.splitlines() if line.strip()]
    wanted = Counter(one["stream"] for one in messages if one["type"] == "RECORD")
    printed = run(TARGET, config={"destination_path": str(tmp_path)}, text=text)

    rows = [json.loads(line) for path in tmp_path.iterdir() for line in path.read_text(encoding="utf-8").splitlines()]
    records = [one["record"] for one in messages if one["type"] == "RECORD"]
    assert sorted(map(json.dumps, rows)) == sorted(map(json.dumps, records))
    assert len(list(tmp_path.iterdir())) == len(wanted)

    states = [one["value"] for one in messages if one["type"] == "STATE"]
    if states:
        assert json.loads(printed.splitlines()[-1]) == states[-1]
