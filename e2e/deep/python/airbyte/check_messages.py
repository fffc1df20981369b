"""Validates what the source wrote: each line by Airbyte's models, the catalog by the CDK's checks, records by schema."""

import json
import sys
from pathlib import Path

from airbyte_cdk.models import AirbyteMessageSerializer, ConfiguredAirbyteCatalogSerializer
from airbyte_cdk.test.standard_tests import _catalog_checks, _read_assertions
from airbyte_protocol.models import AirbyteMessage

catalog_path, configured_path, read_path = sys.argv[1:]


def messages(path):
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    for line in lines:
        AirbyteMessage.model_validate_json(line)
    return [AirbyteMessageSerializer.load(json.loads(line)) for line in lines]


[catalog] = [one.catalog for one in messages(catalog_path) if one.catalog]
problems = _catalog_checks.find_catalog_problems(catalog)
assert not problems, problems
records = [one for one in messages(read_path) if one.record]
configured = ConfiguredAirbyteCatalogSerializer.load(json.loads(Path(configured_path).read_text(encoding="utf-8")))
_read_assertions.assert_read_records(
    records=records, configured_catalog=configured, require_records_per_stream=True, validate_schema=True
)
print(f"{len(catalog.streams)} streams, {len(records)} records")
