import type { JsonObject, JsonSchema, JsonValue } from "@tap-instagram/singer";
import type { StreamFacts, WrittenDataset } from "../facts/run-facts.ts";
import { facet } from "./facet.ts";

/** The streams that are read, under the tap's own names. */
export function inputsOf(written: readonly WrittenDataset[]): JsonValue {
  return written.map(({ stream }) => ({ namespace: "instagram", name: stream }));
}

/** The streams as a target sees them, under the names and with the columns of stream maps, and how many records. */
export function outputsOf(written: readonly WrittenDataset[], streams: readonly StreamFacts[]): JsonValue {
  return written.map(({ stream, name, schema }) => ({
    namespace: "tap-instagram",
    name,
    facets: { schema: facet("SchemaDatasetFacet", { fields: fieldsOf(schema) }) },
    outputFacets: {
      outputStatistics: facet("OutputStatisticsOutputDatasetFacet", {
        rowCount: streams.find((facts) => facts.stream === stream)?.records ?? 0,
      }),
    },
  }));
}

function fieldsOf({ properties = {} }: JsonSchema): JsonObject[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    type: typeOf(schema),
    description: schema.description ?? name,
  }));
}

/** Null aside, `string`, `integer`…; a time is `date-time`. */
function typeOf({ type = [], format }: JsonSchema): string {
  const types = (typeof type === "string" ? [type] : type).filter((one) => one !== "null");
  return format ?? types.join("|");
}
