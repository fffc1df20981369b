"""Reads a file with the parsers of Prometheus's own client."""

import sys
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

families = list(text_string_to_metric_families(Path(sys.argv[1]).read_text(encoding="utf-8")))
for family in families:
    assert family.type == "gauge" and family.documentation and family.samples, family
    assert all(sample.name == family.name for sample in family.samples), family
names = [family.name for family in families]
assert len(names) == len(set(names)), names
samples = {(sample.name, tuple(sorted(sample.labels.items()))) for one in families for sample in one.samples}
assert len(samples) == sum(len(one.samples) for one in families)
things = sum(sample.value for one in families if one.name == "tap_instagram_things" for sample in one.samples)
expected = sum(sample.value for one in families if one.name == "tap_instagram_things_expected" for sample in one.samples)
print(f"{len(families)} families, {things:.0f} of {expected:.0f} things")
