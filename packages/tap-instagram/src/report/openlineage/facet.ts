import type { JsonObject } from "@tap-instagram/singer";
import { version } from "../../version.ts";

/** Who makes the events. */
export const producer: string = `https://www.npmjs.com/package/tap-instagram/v/${version}`;

/** The facets in use, each with the version of its schema. */
const versions = {
  ErrorMessageRunFacet: "1-0-1",
  JobTypeJobFacet: "2-0-4",
  OutputStatisticsOutputDatasetFacet: "1-0-2",
  ParentRunFacet: "1-2-0",
  ProcessingEngineRunFacet: "1-1-1",
  SchemaDatasetFacet: "1-2-0",
} as const;

/** A facet, with the schema that describes it. */
export function facet(name: keyof typeof versions, content: JsonObject): JsonObject {
  return {
    _producer: producer,
    _schemaURL: `https://openlineage.io/spec/facets/${versions[name]}/${name}.json#/$defs/${name}`,
    ...content,
  };
}
