"""Lets the test classes of Meltano's Singer SDK, which take Python classes, judge commands."""

import json
import os
import subprocess
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

from singer_sdk import Stream, Tap, Target
from singer_sdk.exceptions import MissingKeyPropertiesError, RecordsWithoutSchemaException

TAP = json.loads(os.environ["TAP_COMMAND"])
TARGET = json.loads(os.environ["TARGET_COMMAND"])


def run(command, *, text=None, **files):
    """Runs a command with files of JSON by their flags' names; returns what it printed, and fails unless it ends well."""
    with tempfile.TemporaryDirectory() as folder:
        flags = []
        for name, content in files.items():
            path = Path(folder, f"{name}.json")
            path.write_text(json.dumps(content))
            flags += [f"--{name}", str(path)]
        ended = subprocess.run([*command, *flags], input=text, capture_output=True, text=True, encoding="utf-8")
    if ended.returncode != 0:
        raise Refused(f"{command[-1]} ended with {ended.returncode}: {ended.stderr}")
    return ended.stdout


@cache
def discover():
    """The catalog, which does not depend on the settings."""
    return run([*TAP, "--discover"])


def everything():
    """The catalog with every stream and column selected."""
    catalog = json.loads(discover())
    for stream in catalog["streams"]:
        stream.pop("selected", None)
        for entry in stream["metadata"]:
            entry["metadata"]["selected"] = True
    return catalog


class Refused(MissingKeyPropertiesError, RecordsWithoutSchemaException):
    """An exit code other than 0, as all the errors that the tests look for."""


class Command:
    """What taps and targets say of themselves."""

    command: list

    @classmethod
    def print_version(cls, print_fn=print):
        print_fn(run([*cls.command, "--version"]).strip())

    @classmethod
    def print_about(cls, output_format=None):
        flags = [] if output_format is None else ["--format", str(getattr(output_format, "value", output_format))]
        text = run([*cls.command, "--about", *flags])
        if flags == ["--format", "json"]:
            assert json.loads(text)["capabilities"]
        print(text)


class DiscoveredStream(Stream):
    """A stream as the command's catalog has it."""

    def __init__(self, tap, entry):
        super().__init__(tap=tap, schema=entry["schema"], name=entry["tap_stream_id"])
        self.primary_keys = entry["key_properties"]

    def get_records(self, context):
        raise NotImplementedError("The command reads them")


class CommandTap(Command, Tap):
    """The tap's command."""

    name = "tap-instagram"
    command = TAP
    config_jsonschema = json.loads(run([*TAP, "--about", "--format=json"]))["settings"]

    def discover_streams(self):
        return [DiscoveredStream(self, entry) for entry in self.catalog_dict["streams"]]

    @property
    def catalog_dict(self):
        return json.loads(discover())

    def run_discovery(self):
        text = run([*TAP, "--discover"], config=dict(self.config))
        assert text == discover()
        print(text)
        return text

    def run_connection_test(self):
        run([*TAP, "--test"], config=dict(self.config))
        return True

    def run_sync_dry_run(self, dry_run_record_limit=None, streams=None):
        print(run(TAP, config=dict(self.config), catalog=everything()), end="")
        return True


class CommandTarget(Command, Target):
    """The target's command."""

    name = "target-jsonl"
    command = TARGET
    config_jsonschema = json.loads(run([*TARGET, "--about", "--format=json"]))["settings"]

    def process_lines(self, file_input):
        print(run(TARGET, config=dict(self.config), text=file_input.read()), end="")
        return Counter()

    def process_endofpipe(self):
        pass
