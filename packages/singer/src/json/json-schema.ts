import type { JsonValue } from "./json.ts";

/** The part of JSON Schema that Singer streams use. */
export interface JsonSchema {
  type?: string | readonly string[];
  title?: string;
  description?: string;
  /** Only `date-time` and `date` are understood alike by every popular target. */
  format?: string;
  properties?: { readonly [name: string]: JsonSchema };
  items?: JsonSchema;
  required?: readonly string[];
  additionalProperties?: boolean | JsonSchema;
  enum?: readonly JsonValue[];
  const?: JsonValue;
  default?: JsonValue;
  anyOf?: readonly JsonSchema[];
  oneOf?: readonly JsonSchema[];
  allOf?: readonly JsonSchema[];
  pattern?: string;
  patternProperties?: { readonly [pattern: string]: JsonSchema };
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  $ref?: string;
  $schema?: string;
  /** Very old catalogs choose properties here; nothing else reads it, and no SCHEMA has it. */
  selected?: boolean | string;
  /** As `selected`. */
  inclusion?: string;
}

/** The schema of a stream: an object with named properties. */
export interface ObjectSchema extends JsonSchema {
  type: "object" | readonly ("object" | "null")[];
  properties: { readonly [name: string]: JsonSchema };
}
