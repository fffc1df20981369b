import type { ErrorObject } from "ajv";
import { checkedName, namesProto, withCheckedNames, withOwnNames } from "./proto-names.ts";

/** What is wrong with a record, for example `.owner.id: found an integer, must be string,null`. */
export type RecordCheck = (record: unknown) => string | undefined;

/** Compiles a schema to check many records. @throws Error when it is not a JSON Schema. */
export type SchemaCompiler = (schema: unknown) => RecordCheck;

/** A compiler for one run. Loads its library now: most runs do not validate. */
export async function createSchemaCompiler(): Promise<SchemaCompiler> {
  const [{ Ajv }, { default: formats }] = await Promise.all([import("ajv"), import("ajv-formats")]);
  const ajv = new Ajv({
    strict: false,
    // Otherwise each property is checked inside of the one before, and the code of a wide schema is too deep to run.
    allErrors: true,
    // A property called `constructor` is absent unless the record has it.
    ownProperties: true,
    // JSON.parse reads 1e400 as Infinity, which is a number all the same.
    strictNumbers: false,
    verbose: true,
    validateSchema: false,
    logger: false,
    // The optimizer takes time in the square of the columns, and rows are checked as fast without it.
    code: { regExp, optimize: false },
  });
  ajv.removeKeyword("multipleOf");
  ajv.addKeyword({ keyword: "multipleOf", type: "number", schemaType: "number", validate: isMultiple });
  // All targets check these two formats; taps use the others loosely.
  formats.default(ajv, ["date", "date-time"]);
  return (schema) => {
    const modernSchema = modern(schema);
    const validate = ajv.compile(modernSchema);
    // The library would keep every schema for the whole run.
    ajv.removeSchema(modernSchema);
    const prepare = namesProto(schema) ? withCheckedNames : (record: unknown): unknown => record;
    return (record) => {
      if (validate(prepare(record))) return undefined;
      const [error] = validate.errors ?? [];
      return error && withOwnNames(describe(error));
    };
  };
}

/** Patterns of Python escape `-` as `\-`, which JavaScript allows only outside of its Unicode mode. */
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

/** Taps declare decimals as multiples of 0.01. A double is such a multiple only nearly. */
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

/** Keywords that hold schemas by name, whatever the names are. */
const namedSchemas = new Set(["properties", "patternProperties", "definitions", "$defs"]);

/** The schema without draft 4: exclusive limits were flags there, and `$schema` names the draft. */
function modern(schema: unknown): object | boolean {
  if (typeof schema === "boolean") return schema;
  if (!isObject(schema)) return {};
  const entries = Object.entries(schema)
    .filter(([keyword]) => !["$schema", "$id", "id", "$async"].includes(keyword))
    .map(([keyword, value]): [string, unknown] => [keyword, modernValue(keyword, value)]);
  return withoutExclusiveFlags(Object.fromEntries(entries));
}

function modernValue(keyword: string, value: unknown): unknown {
  if (["enum", "const", "default", "examples"].includes(keyword)) return value;
  if (keyword === "required" && Array.isArray(value)) return value.map((name) => checkedName(String(name)));
  if (Array.isArray(value)) return value.map((item: unknown) => (isObject(item) ? modern(item) : item));
  if (!isObject(value)) return value;
  if (!namedSchemas.has(keyword)) return modern(value);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [checkedName(name), modern(inner)]));
}

function withoutExclusiveFlags(schema: { [keyword: string]: unknown }): object {
  const { exclusiveMinimum, exclusiveMaximum, minimum, maximum, ...others } = schema;
  return {
    ...others,
    ...limits({ name: "minimum", exclusiveName: "exclusiveMinimum" }, minimum, exclusiveMinimum),
    ...limits({ name: "maximum", exclusiveName: "exclusiveMaximum" }, maximum, exclusiveMaximum),
  };
}

function limits(
  { name, exclusiveName }: { name: string; exclusiveName: string },
  limit: unknown,
  exclusive: unknown,
): object {
  if (exclusive === true) return { [exclusiveName]: limit };
  const entries: [string, unknown][] = [
    [name, limit],
    [exclusiveName, typeof exclusive === "number" ? exclusive : undefined],
  ];
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
