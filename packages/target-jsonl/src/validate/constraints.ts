import { isDate, isDateTime } from "./formats.ts";
import { isJsonObject, typeOf } from "./json-object.ts";
import { codePoints, isAbove, isBelow, isMultiple, toRegExp } from "./limits.ts";

/** Says what is wrong with a value at a path, if anything. */
export type Check = (value: unknown, path: string) => string | undefined;
type Compile = (schema: unknown) => Check;
type Keyword = (operand: unknown, schema: Schema, compile: Compile) => Check;
type Schema = { readonly [keyword: string]: unknown };

/** The checks of all keywords of a schema that are known here, and which those are. */
export function compileConstraints(
  schema: Schema,
  compile: Compile,
): { checks: Check[]; known: ReadonlySet<string> } {
  const checks = Object.entries(schema).flatMap(([keyword, operand]) => {
    const make = KEYWORDS.get(keyword);
    return make === undefined ? [] : [make(operand, schema, compile)];
  });
  return { checks, known: KNOWN };
}

const KEYWORDS: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ["type", checkType],
  ["enum", (operand) => oneOfValues(Array.isArray(operand) ? operand : [])],
  ["const", (operand) => oneOfValues([operand])],
  ["properties", checkProperties],
  ["additionalProperties", checkAdditional],
  ["required", checkRequired],
  ["items", (operand, _schema, compile) => checkItems(compile(Array.isArray(operand) ? true : operand))],
  ["anyOf", (operand, _schema, compile) => combine(operand, compile, (fits) => fits > 0, "any")],
  ["oneOf", (operand, _schema, compile) => combine(operand, compile, (fits) => fits === 1, "exactly one")],
  ["allOf", (operand, _schema, compile) => combine(operand, compile, (fits, of) => fits === of, "all")],
  [
    "minimum",
    (least, schema) =>
      numbers((value) => !isBelow(value, least, schema["exclusiveMinimum"]), `at least ${text(least)}`),
  ],
  [
    "maximum",
    (most, schema) =>
      numbers((value) => !isAbove(value, most, schema["exclusiveMaximum"]), `at most ${text(most)}`),
  ],
  [
    "exclusiveMinimum",
    (least) => numbers((value) => !isBelow(value, least, true), `more than ${text(least)}`),
  ],
  ["exclusiveMaximum", (most) => numbers((value) => !isAbove(value, most, true), `less than ${text(most)}`)],
  ["multipleOf", (step) => numbers((value) => isMultiple(value, step), `a multiple of ${text(step)}`)],
  [
    "minLength",
    (least) => strings((value) => !isBelow(codePoints(value), least), `at least ${text(least)} characters`),
  ],
  [
    "maxLength",
    (most) => strings((value) => !isAbove(codePoints(value), most), `at most ${text(most)} characters`),
  ],
  ["pattern", checkPattern],
  ["minItems", (least) => arrays((value) => !isBelow(value.length, least), `at least ${text(least)} items`)],
  ["maxItems", (most) => arrays((value) => !isAbove(value.length, most), `at most ${text(most)} items`)],
  ["format", checkFormat],
]);

const KNOWN: ReadonlySet<string> = new Set(KEYWORDS.keys());

function checkType(operand: unknown): Check {
  const wanted = (Array.isArray(operand) ? operand : [operand]).map(String);
  return (value, path) => {
    const found = typeOf(value);
    const fits = wanted.includes(found) || (found === "integer" && wanted.includes("number"));
    return fits ? undefined : say(path, `found ${article(found)}, wanted ${wanted.join(" or ")}`);
  };
}

function checkProperties(operand: unknown, _schema: Schema, compile: Compile): Check {
  const checks = isJsonObject(operand)
    ? Object.entries(operand).map(([name, inner]) => ({ name, check: compile(inner) }))
    : [];
  return (value, path) => {
    if (!isJsonObject(value)) return undefined;
    for (const { name, check } of checks) {
      const problem = Object.hasOwn(value, name) ? check(value[name], `${path}.${name}`) : undefined;
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

function checkAdditional(operand: unknown, schema: Schema, compile: Compile): Check {
  const declared = new Set(isJsonObject(schema["properties"]) ? Object.keys(schema["properties"]) : []);
  const patterns = isJsonObject(schema["patternProperties"]) ? Object.keys(schema["patternProperties"]) : [];
  const check = compile(operand);
  return (value, path) => {
    if (!isJsonObject(value)) return undefined;
    for (const [name, inner] of Object.entries(value)) {
      const isDeclared =
        declared.has(name) || patterns.some((pattern) => toRegExp(pattern)?.test(name) === true);
      const problem = isDeclared ? undefined : check(inner, `${path}.${name}`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

function checkRequired(operand: unknown): Check {
  const names = Array.isArray(operand) ? operand.map(String) : [];
  return (value, path) => {
    if (!isJsonObject(value)) return undefined;
    const missing = names.find((name) => !Object.hasOwn(value, name));
    return missing === undefined
      ? undefined
      : say(path, `lacks the property ${JSON.stringify(missing)}, which is required`);
  };
}

function checkItems(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return undefined;
    for (const [index, item] of value.entries()) {
      const problem = check(item, `${path}[${index}]`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

function combine(
  operand: unknown,
  compile: Compile,
  isEnough: (fits: number, of: number) => boolean,
  wanted: string,
): Check {
  const checks = Array.isArray(operand) ? operand.map((inner) => compile(inner)) : [];
  return (value, path) => {
    const problems = checks.map((check) => check(value, path));
    const fits = problems.filter((problem) => problem === undefined).length;
    if (isEnough(fits, checks.length)) return undefined;
    const first = problems.find((problem) => problem !== undefined);
    return fits === 0 && checks.length === 1
      ? first
      : say(path, `fits ${fits} of ${checks.length} alternatives, wanted ${wanted}`);
  };
}

function oneOfValues(values: readonly unknown[]): Check {
  const known = new Set(values.map((value) => JSON.stringify(value)));
  return (value, path) =>
    known.has(JSON.stringify(value))
      ? undefined
      : say(path, `found another value, wanted ${[...known].join(" or ")}`);
}

function checkPattern(operand: unknown): Check {
  const pattern = toRegExp(String(operand));
  return pattern === undefined
    ? () => undefined
    : strings((value) => pattern.test(value), `text like ${text(operand)}`);
}

function checkFormat(operand: unknown): Check {
  if (operand === "date-time") return strings(isDateTime, "a date-time such as 2026-01-31T00:00:00Z");
  if (operand === "date") return strings(isDate, "a date such as 2026-01-31");
  return () => undefined;
}

function numbers(fits: (value: number) => boolean, wanted: string): Check {
  return (value, path) =>
    typeof value !== "number" || fits(value)
      ? undefined
      : say(path, `found another number, wanted ${wanted}`);
}

function strings(fits: (value: string) => boolean, wanted: string): Check {
  return (value, path) =>
    typeof value !== "string" || fits(value) ? undefined : say(path, `found another text, wanted ${wanted}`);
}

function arrays(fits: (value: readonly unknown[]) => boolean, wanted: string): Check {
  return (value, path) =>
    !Array.isArray(value) || fits(value)
      ? undefined
      : say(path, `found another number of items, wanted ${wanted}`);
}

function say(path: string, problem: string): string {
  return `${path === "" ? "the record" : path}: ${problem}`;
}

function article(type: string): string {
  return type === "null" ? type : `${/^[aio]/.test(type) ? "an" : "a"} ${type}`;
}

function text(operand: unknown): string {
  return JSON.stringify(operand) ?? "nothing";
}
