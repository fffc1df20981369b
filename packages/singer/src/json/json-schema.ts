import type { JsonValue } from "./json.ts";

/** The part of JSON Schema that Singer streams use. */
export interface JsonSchema {
  type?: string | readonly string[] | undefined;
  title?: string | undefined;
  description?: string | undefined;
  /** Popular targets agree on `date-time` and `date` only. */
  format?: string | undefined;
  properties?: { readonly [name: string]: JsonSchema } | undefined;
  items?: JsonSchema | undefined;
  required?: readonly string[] | undefined;
  additionalProperties?: boolean | JsonSchema | undefined;
  enum?: readonly JsonValue[] | undefined;
  const?: JsonValue | undefined;
  default?: JsonValue | undefined;
  anyOf?: readonly JsonSchema[] | undefined;
  oneOf?: readonly JsonSchema[] | undefined;
  allOf?: readonly JsonSchema[] | undefined;
  pattern?: string | undefined;
  patternProperties?: { readonly [pattern: string]: JsonSchema } | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  $ref?: string | undefined;
  $schema?: string | undefined;
  /** Very old catalogs select properties here. No SCHEMA message has it. */
  selected?: boolean | string | undefined;
  /** As `selected`. */
  inclusion?: string | undefined;
}

/** The schema of a stream: an object with named properties. */
export interface ObjectSchema extends JsonSchema {
  type: "object" | readonly ("object" | "null")[];
  properties: { readonly [name: string]: JsonSchema };
}
