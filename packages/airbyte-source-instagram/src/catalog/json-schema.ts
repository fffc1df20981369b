import type { JsonSchema } from "@tap-instagram/singer";

/** A schema as Airbyte's destinations read it. */
export interface AirbyteSchema extends JsonSchema {
  /** For types that JSON does not have. */
  airbyte_type?: "timestamp_with_timezone" | undefined;
}

/** The schema of a stream, with null first in every type: https://docs.airbyte.com/platform/understanding-airbyte/supported-data-types */
export function airbyteSchema({ properties = {} }: JsonSchema): AirbyteSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    additionalProperties: true,
    properties: mapped(properties),
  };
}

function mapped(properties: NonNullable<JsonSchema["properties"]>): NonNullable<JsonSchema["properties"]> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, columnSchema(property)]),
  );
}

function columnSchema({ type, format, description, properties, items }: JsonSchema): AirbyteSchema {
  const types = typeof type === "string" ? [type] : (type ?? []);
  return {
    type: ["null", ...types.filter((one) => one !== "null")],
    format,
    airbyte_type: format === "date-time" ? "timestamp_with_timezone" : undefined,
    description,
    properties: properties && mapped(properties),
    additionalProperties: properties && true,
    items: items && columnSchema(items),
  };
}
