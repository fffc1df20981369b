import type { ErrorObject } from "ajv";

/** What is wrong with a record, e.g. `.owner.id: found an integer, must be string,null`. */
export type RecordCheck = (record: unknown) => string | undefined;

/** Makes a schema ready to check many records. @throws Error when it is no JSON Schema. */
export type SchemaCompiler = (schema: unknown) => RecordCheck;

/** Makes a compiler for one run. Loads its library only now, since most runs never validate. */
export async function createSchemaCompiler(): Promise<SchemaCompiler> {
  const [{ Ajv }, { default: formats }] = await Promise.all([import("ajv"), import("ajv-formats")]);
  const ajv = new Ajv({
    strict: false,
    allErrors: false,
    verbose: true,
    validateSchema: false,
    logger: false,
    code: { regExp },
  });
  ajv.removeKeyword("multipleOf");
  ajv.addKeyword({ keyword: "multipleOf", type: "number", schemaType: "number", validate: isMultiple });
  // Targets agree on these two; taps use the other names loosely.
  formats.default(ajv, ["date", "date-time"]);
  return (schema) => {
    const validate = ajv.compile(modern(schema));
    return (record) => {
      if (validate(record)) return undefined;
      const [error] = validate.errors ?? [];
      return error && describe(error);
    };
  };
}

/** Python's patterns escape what needs no escape, `\-`, which JavaScript allows only outside its Unicode mode. */
const regExp: { (pattern: string, flags: string): RegExp; readonly code: string } = Object.assign(
  (pattern: string, flags: string): RegExp => {
    try {
      return new RegExp(pattern, flags);
    } catch {
      return new RegExp(pattern);
    }
  },
  { code: "new RegExp" },
);

/** Taps write decimals as multiples of 0.01 and less, which doubles are only as nearly as doubles can be. */
function isMultiple(factor: number, value: number): boolean {
  const quotient = value / factor;
  if (!Number.isFinite(quotient)) return true;
  return Math.abs(quotient - Math.round(quotient)) <= Math.abs(quotient) * 4 * Number.EPSILON;
}

function describe({ instancePath, message, data, keyword, params, schema }: ErrorObject): string {
  const path = instancePath.replaceAll("/", ".") || "the record";
  const offender = keyword === "additionalProperties" ? ` ("${params["additionalProperty"]}")` : "";
  const wanted = keyword === "multipleOf" ? `must be a multiple of ${String(schema)}` : message;
  return `${path}: found ${typeOf(data)}, ${wanted ?? "wanted something else"}${offender}`;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  if (typeof value === "number") return Number.isInteger(value) ? "an integer" : "a number";
  return `a ${typeof value}`;
}

/** Where a schema holds schemas by name, whatever the names are. */
const namedSchemas = new Set(["properties", "patternProperties", "definitions", "$defs"]);

/** Taps still write draft 4, where exclusive limits were flags beside the limit, and where `$schema` names the draft. */
function modern(schema: unknown): object | boolean {
  if (typeof schema === "boolean") return schema;
  if (!isObject(schema)) return {};
  const entries = Object.entries(schema)
    .filter(([keyword]) => !["$schema", "$id", "id"].includes(keyword))
    .map(([keyword, value]): [string, unknown] => [keyword, modernValue(keyword, value)]);
  return withoutExclusiveFlags(Object.fromEntries(entries));
}

function modernValue(keyword: string, value: unknown): unknown {
  if (["enum", "const", "default", "examples"].includes(keyword)) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => (isObject(item) ? modern(item) : item));
  if (!isObject(value)) return value;
  if (!namedSchemas.has(keyword)) return modern(value);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, modern(inner)]));
}

function withoutExclusiveFlags(schema: { [keyword: string]: unknown }): object {
  const { exclusiveMinimum, exclusiveMaximum, minimum, maximum, ...others } = schema;
  return {
    ...others,
    ...limits("minimum", "exclusiveMinimum", minimum, exclusiveMinimum),
    ...limits("maximum", "exclusiveMaximum", maximum, exclusiveMaximum),
  };
}

function limits(name: string, exclusiveName: string, limit: unknown, exclusive: unknown): object {
  if (exclusive === true) return { [exclusiveName]: limit };
  return {
    // oxlint-disable-next-line house/spread-of-absent -- To ajv a keyword without a value is a mistake.
    ...(limit === undefined ? {} : { [name]: limit }),
    ...(typeof exclusive === "number" ? { [exclusiveName]: exclusive } : {}),
  };
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
