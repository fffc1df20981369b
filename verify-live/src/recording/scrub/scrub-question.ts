import type { RecordedQuestion } from "../recording.ts";
import { unknownUsername } from "../../subjects/unknown-id.ts";
import type { Aliases } from "./aliases.ts";

/** Parameters that carry tokens and secrets. */
const secrets: ReadonlySet<string> = new Set([
  "access_token",
  "appsecret_proof",
  "client_secret",
  "code",
  "fb_exchange_token",
  "input_token",
]);

/** Parameters that hold only words of ours and of the API, numbers and times. */
const ownWords: ReadonlySet<string> = new Set([
  "breakdown",
  "include_headers",
  "limit",
  "media_type",
  "method",
  "metric",
  "metric_type",
  "period",
  "posted_after",
  "posted_before",
  // A hashtag is searched by a made-up word alone.
  "q",
  "since",
  "timeframe",
  "until",
]);

function scrubParam(name: string, value: string, aliases: Aliases): string {
  if (ownWords.has(name) && /^[\w,.:+-]*$/.test(value)) return value;
  if (name === "fields") return scrubFields(value, aliases);
  if (name === "after" || name === "before") return aliases.cursor(value);
  if (name === "ids") {
    return value
      .split(",")
      .map((id) => scrubSegment(id, aliases))
      .join(",");
  }
  return /^\d{5,}$/.test(value) ? aliases.id(value) : aliases.text(value, "text");
}

/** Names of fields and numbers stay; whatever else is given to a field, as `username(…)`, does not. */
function scrubFields(fields: string, aliases: Aliases): string {
  return aliases.withoutIds(
    fields.replaceAll(/\.(?<name>[a-z_]+)\((?<given>[^)]*)\)/g, (_, name: string, given: string) => {
      const isHarmless = name === "metric" || name === "period" || name === "breakdown" || name === "limit";
      return `.${name}(${isHarmless ? given : scrubGiven(name, given, aliases)})`;
    }),
  );
}

function scrubGiven(name: string, given: string, aliases: Aliases): string {
  if (given === unknownUsername) return given;
  if (/^\d{5,}$/.test(given)) return aliases.id(given);
  return aliases.text(given, name === "username" ? "user" : "text");
}

function scrubSegment(segment: string, aliases: Aliases): string {
  if (/^\d{5,}$/.test(segment)) return aliases.id(segment);
  return /^[a-z_]*$/.test(segment) ? segment : aliases.text(segment, "text");
}

/** What is asked, without tokens, and with aliases for what is private. */
export function scrubQuestion(
  segments: readonly string[],
  params: URLSearchParams,
  aliases: Aliases,
): RecordedQuestion {
  const kept = [...params].filter(([name]) => !secrets.has(name));
  return {
    path: segments.map((segment) => scrubSegment(segment, aliases)).join("/"),
    params: Object.fromEntries(kept.map(([name, value]) => [name, scrubParam(name, value, aliases)])),
  };
}

/** The version that leads a path, and what follows it. */
export function splitPath(pathname: string): { version: string; segments: readonly string[] } {
  const segments = pathname.split("/").filter((segment) => segment !== "");
  const at = segments.findIndex((segment) => /^v\d+\.\d+$/.test(segment));
  return { version: segments[at] ?? "", segments: segments.slice(at + 1) };
}

/** A link to another page: it keeps its form, the token included, which is only a word now. */
export function scrubLink(link: string, aliases: Aliases): string {
  if (!URL.canParse(link)) return aliases.text(link, "text");
  const url = new URL(link);
  const { version, segments } = splitPath(url.pathname);
  const { path, params } = scrubQuestion(segments, url.searchParams, aliases);
  const query = new URLSearchParams(params);
  if (url.searchParams.has("access_token")) query.set("access_token", "removed");
  return `https://graph.invalid/${version}/${path}?${query.toString()}`;
}
