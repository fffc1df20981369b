import { parseArgs } from "node:util";
import { closestMatch } from "leven";
import type { Topic } from "../run/topics.ts";
import { UsageError } from "./settings.ts";
import { usage } from "./usage.ts";

/** What the command was asked to do. */
export interface Order {
  readonly task: "help" | "list" | "check";
  readonly json: boolean;
  /** The folder that answers are kept in. */
  readonly record?: string | undefined;
  /** The folder that answers come from. */
  readonly replay?: string | undefined;
  /** Whether a recording is kept without asking. */
  readonly isConfirmed: boolean;
  /** Those that are asked for; all without `--only`. */
  readonly topics: readonly Topic[];
}

const flags = {
  "dry-run": { type: "boolean" },
  only: { type: "string", multiple: true },
  json: { type: "boolean" },
  record: { type: "string" },
  replay: { type: "string" },
  yes: { type: "boolean" },
  help: { type: "boolean" },
} as const;

/** @throws UsageError for flags and names that do not exist. */
export function readFlags(args: readonly string[], topics: readonly Topic[]): Order {
  const values = parsed(args);
  const task = values.help ? "help" : values["dry-run"] ? "list" : "check";
  const { record, replay, yes: isConfirmed = false, json = false } = values;
  const places = { "--dry-run": values["dry-run"], "--record": record, "--replay": replay };
  const given = Object.entries(places).flatMap(([flag, value]) => (value === undefined ? [] : [flag]));
  if (given.length > 1) throw new UsageError(`Cannot use ${given.join(" and ")} together: choose one`);
  const names = (values.only ?? []).flatMap((text) => text.split(",").map((name) => name.trim()));
  const wanted = names.length === 0 ? topics : chosen(topics, names);
  return { task, json, record, replay, isConfirmed, topics: wanted };
}

function parsed(args: readonly string[]) {
  refuseUnknown(args);
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: false, strict: true }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function refuseUnknown(args: readonly string[]): void {
  const { tokens } = parseArgs({ args: [...args], options: flags, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== "option" || Object.hasOwn(flags, token.name)) continue;
    const near = closestMatch(token.name, Object.keys(flags), { maxDistance: 2 });
    const hint = near === undefined ? "" : `; did you mean --${near}?`;
    throw new UsageError(`There is no flag ${token.rawName}${hint}\n\n${usage}`);
  }
}

/** Facts by their own name, or all of a topic by the topic's. */
function chosen(topics: readonly Topic[], names: readonly string[]): Topic[] {
  for (const name of names) {
    const isKnown = topics.some(
      (topic) => topic.name === name || topic.facts.some((fact) => fact.name === name),
    );
    if (isKnown) continue;
    const known = topics.flatMap((topic) => [topic.name, ...topic.facts.map((fact) => fact.name)]);
    throw new UsageError(
      `Cannot use --only "${name}": no fact or topic has this name. Did you mean ${nearest(name, known)}? --dry-run lists them`,
    );
  }
  return topics.flatMap((topic) => {
    const facts = topic.facts.filter((fact) => names.includes(fact.name) || names.includes(topic.name));
    return facts.length > 0 ? [{ ...topic, facts }] : [];
  });
}

/** The known name whose beginning is most like this one. */
function nearest(name: string, known: readonly string[]): string {
  const beginnings = known.map((one) => one.slice(0, name.length));
  return known[beginnings.indexOf(closestMatch(name, beginnings) ?? "")] ?? name;
}
