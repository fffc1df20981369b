"""Builds each event anew from OpenLineage's own classes, which are generated from its JSON schema: nothing may be left over."""

import json
import sys
import typing
from pathlib import Path

import attr
from openlineage.client import event_v2, facet_v2
from openlineage.client.serde import Serde

facets = {
    "errorMessage": facet_v2.error_message_run.ErrorMessageRunFacet,
    "jobType": facet_v2.job_type_job.JobTypeJobFacet,
    "outputStatistics": facet_v2.output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet,
    "parent": facet_v2.parent_run.ParentRunFacet,
    "processing_engine": facet_v2.processing_engine_run.ProcessingEngineRunFacet,
    "schema": facet_v2.schema_dataset.SchemaDatasetFacet,
}


def built(kind, value):
    """The value as an object of the class, its own type and that of everything in it being the declared one."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if type(None) in arguments:
        return None if value is None else built(next(one for one in arguments if one is not type(None)), value)
    if origin is list:
        assert isinstance(value, list), (kind, value)
        return [built(arguments[0], one) for one in value]
    if origin is dict:
        assert isinstance(value, dict), (kind, value)
        return {name: built(facets[name], one) for name, one in value.items()}
    if attr.has(kind):
        hints = typing.get_type_hints(kind)
        names = {one.name: one.alias for one in attr.fields(kind)}
        unknown = set(value) - set(names)
        assert not unknown, (kind, unknown)
        schema = value.get("_schemaURL", value.get("schemaURL"))
        assert schema is None or schema == kind._get_schema(), (kind, schema)
        return kind(
            **{
                names[name]: built(hints[name], one)
                for name, one in value.items()
                if name not in ("_schemaURL", "schemaURL")
            }
        )
    if kind is event_v2.RunState:
        return kind(value)
    assert isinstance(value, kind), (kind, value)
    return value


def without_empty(value):
    if isinstance(value, dict):
        return {name: without_empty(one) for name, one in value.items() if one not in (None, [], {})}
    return [without_empty(one) for one in value] if isinstance(value, list) else value


types = []
for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
    event = json.loads(line)
    again = json.loads(Serde.to_json(built(event_v2.RunEvent, event)))
    assert without_empty(again) == without_empty(event), (again, event)
    types.append(event["eventType"])
print(" ".join(types))
