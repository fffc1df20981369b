import type { JsonObject, JsonSchema, JsonValue } from "@tap-instagram/singer";
import type { StreamFacts } from "../facts/run-facts.ts";
import { facet } from "./facet.ts";

/** A selected stream, with the schema of its records before stream maps. */
export interface StreamSchema {
  readonly name: string;
  readonly schema: JsonSchema;
}

/** The streams as the API has them. */
export function inputsOf(schemas: readonly StreamSchema[]): JsonValue {
  return schemas.map(({ name }) => ({ namespace: "instagram", name }));
}

/** The streams as the tap reads them, under their names before stream maps: columns, and how many records. */
export function outputsOf(schemas: readonly StreamSchema[], streams: readonly StreamFacts[]): JsonValue {
  return schemas.map(({ name, schema }) => ({
    namespace: "tap-instagram",
    name,
    facets: { schema: facet("SchemaDatasetFacet", { fields: fieldsOf(schema) }) },
    outputFacets: {
      outputStatistics: facet("OutputStatisticsOutputDatasetFacet", {
        rowCount: streams.find(({ stream }) => stream === name)?.records ?? 0,
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
