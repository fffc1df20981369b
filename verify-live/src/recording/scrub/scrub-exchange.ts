import { readJson, writeJson } from "../exact-json.ts";
import type { RawExchange } from "../raw-exchange.ts";
import type { RecordedExchange, RecordedItem, RecordedQuestion } from "../recording.ts";
import type { Aliases } from "./aliases.ts";
import { scrubJson } from "./scrub-json.ts";
import { scrubQuestion, splitPath } from "./scrub-question.ts";

/** Headers that say something about the API. */
const keptHeaders: ReadonlySet<string> = new Set([
  "content-type",
  "facebook-api-version",
  "retry-after",
  "www-authenticate",
  "x-app-usage",
  "x-business-use-case-usage",
  "x-page-usage",
]);

/** Whose token and secret the run had. */
export interface Owner {
  readonly accessToken: string;
  /** The right `appsecret_proof`; undefined without an app secret. */
  readonly proof: string | undefined;
}

function scrubHeader(name: string, value: string, aliases: Aliases): string {
  if (name.endsWith("-usage")) return writeJson(scrubJson(readJson(value) ?? null, aliases));
  return name === "www-authenticate" ? aliases.sentence(value) : value;
}

function scrubHeaders(
  headers: Iterable<readonly [string, string]>,
  aliases: Aliases,
): (readonly [string, string])[] {
  return [...headers].flatMap(([name, value]) => {
    const lower = name.toLowerCase();
    return keptHeaders.has(lower) ? [[name, scrubHeader(lower, value, aliases)] as const] : [];
  });
}

/** A body as JSON, or what came in its place. */
function scrubBody(
  text: string,
  type: string,
  aliases: Aliases,
): { body?: unknown; notJson?: string | undefined } {
  const json = readJson(text);
  return json === undefined
    ? { notJson: `${Buffer.byteLength(text)} bytes of ${type}` }
    : { body: scrubJson(json, aliases) };
}

function askedBy(raw: RawExchange, owner: Owner): RecordedExchange["as"] {
  if (raw.token === undefined) return "no token";
  if (raw.token !== owner.accessToken) return "another token";
  const proof = raw.form.get("appsecret_proof") ?? raw.url.searchParams.get("appsecret_proof");
  return proof === null || proof === owner.proof ? undefined : "a wrong proof";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function batchQuestions(text: string | null, aliases: Aliases): RecordedQuestion[] | undefined {
  const items = text === null ? undefined : readJson(text);
  if (!Array.isArray(items)) return undefined;
  return items.map((item: unknown) => {
    const address = isRecord(item) ? String(item["relative_url"]) : "";
    const [path = "", query = ""] = address.split(/\?(.*)/s);
    return scrubQuestion(splitPath(path).segments, new URLSearchParams(query), aliases);
  });
}

function scrubItem(item: unknown, aliases: Aliases): RecordedItem | null {
  if (!isRecord(item)) return null;
  const headers = Array.isArray(item["headers"]) ? item["headers"].filter(isRecord) : [];
  const pairs = headers.map(({ name, value }) => [String(name), String(value)] as const);
  const kept = scrubHeaders(pairs, aliases).map(([name, value]) => ({ name, value }));
  const body = scrubBody(String(item["body"]), "an item", aliases);
  return { code: Number(item["code"]), headers: kept, ...body };
}

/** A request and its answer in the form of a recording. */
export function scrubExchange(raw: RawExchange, owner: Owner, aliases: Aliases): RecordedExchange {
  const { version, segments } = splitPath(raw.url.pathname);
  const batch = batchQuestions(raw.form.get("batch"), aliases);
  const params = new URLSearchParams([...raw.url.searchParams, ...raw.form]);
  params.delete("batch");
  const items = batch === undefined ? undefined : readJson(raw.body);
  const answer = Array.isArray(items)
    ? { items: items.map((item: unknown) => scrubItem(item, aliases)) }
    : scrubBody(raw.body, raw.headers.get("content-type") ?? "an unknown type", aliases);
  return {
    method: raw.method === "POST" ? "POST" : "GET",
    version,
    ...scrubQuestion(segments, params, aliases),
    as: askedBy(raw, owner),
    batch,
    status: raw.status,
    headers: Object.fromEntries(scrubHeaders(raw.headers, aliases)),
    ...answer,
  };
}
