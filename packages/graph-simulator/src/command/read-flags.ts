import { parseArgs } from "node:util";
import { closestMatch } from "leven";
import { behaviours, isBehaviourName, type BehaviourOptions } from "../behaviour/behaviour.ts";
import { describeAccepted, isAccepted } from "../behaviour/declaration.ts";
import type { SimulatorOptions } from "../simulator-options.ts";
import { isSetupName, type SetupName } from "../setups/broken-setups.ts";
import { isWorldName, type WorldName } from "../world/spec/named-worlds.ts";

/** Flags that cannot be used. */
export class FlagError extends Error {
  override readonly name = "FlagError";
}

/** What the command was asked to do. */
export type Order =
  | { readonly do: "help" }
  | { readonly do: "version" }
  | {
      readonly do: "run";
      readonly options: SimulatorOptions;
      /** A file with a world, which `cli.ts` reads. */
      readonly worldFile: string | undefined;
    };

const knownFlags = {
  port: { type: "string" },
  seed: { type: "string" },
  world: { type: "string" },
  now: { type: "string" },
  "latency-ms": { type: "string" },
  "calls-per-day": { type: "string" },
  behaviour: { type: "string", multiple: true },
  help: { type: "boolean" },
  version: { type: "boolean" },
} as const;

function refuseUnknown(flags: readonly string[]): void {
  const { tokens } = parseArgs({ args: [...flags], options: knownFlags, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== "option" || Object.hasOwn(knownFlags, token.name)) continue;
    const near = closestMatch(token.name, Object.keys(knownFlags), { maxDistance: 3 });
    const hint = near === undefined ? "" : `; did you mean --${near}?`;
    throw new FlagError(`There is no flag ${token.rawName}${hint}`);
  }
}

function parse(flags: readonly string[]) {
  refuseUnknown(flags);
  try {
    return parseArgs({ args: [...flags], options: knownFlags, allowPositionals: false, strict: true }).values;
  } catch (problem) {
    throw new FlagError(problem instanceof Error ? problem.message : String(problem));
  }
}

function whole(flag: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  throw new FlagError(`Cannot use --${flag} "${text}": want a whole number from 0 to ${most}`);
}

function instant(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Date.parse(text);
  if (Number.isNaN(value)) {
    throw new FlagError(`Cannot use --now "${text}": want a time such as 2026-09-21T10:00:00Z`);
  }
  return value;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function behaviourOf(pairs: readonly string[]): BehaviourOptions {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = "", value] = pair.split(/=(.*)/s);
      if (!isBehaviourName(name) || value === undefined) {
        const names = Object.keys(behaviours).join(", ");
        throw new FlagError(`Cannot use --behaviour "${pair}": want name=value, the name one of ${names}`);
      }
      const { accepts } = behaviours[name];
      const isText = accepts.kind === "word" || accepts.kind === "version";
      const given = isText ? value : valueOf(value);
      if (!isAccepted(given, accepts)) {
        throw new FlagError(`Cannot use --behaviour "${pair}": want ${describeAccepted(accepts)}`);
      }
      return [name, given];
    }),
  );
}

function namedWorld(world: string | undefined): WorldName | SetupName | undefined {
  return world !== undefined && (isWorldName(world) || isSetupName(world)) ? world : undefined;
}

/** Reads the command line; throws a FlagError that says what was wanted. */
export function readFlags(flags: readonly string[]): Order {
  const values = parse(flags);
  if (values.help) return { do: "help" };
  if (values.version) return { do: "version" };
  const seed = whole("seed", values.seed, Number.MAX_SAFE_INTEGER);
  const port = whole("port", values.port, 65_535);
  const latencyMs = whole("latency-ms", values["latency-ms"], 3_600_000);
  const callsPerDay = whole("calls-per-day", values["calls-per-day"], Number.MAX_SAFE_INTEGER);
  const now = instant(values.now);
  const world = namedWorld(values.world);
  return {
    do: "run",
    worldFile: world === undefined ? values.world : undefined,
    options: {
      seed,
      port,
      latencyMs,
      quota: { callsPerDay },
      now: now === undefined ? undefined : () => now,
      world,
      behaviour: behaviourOf(values.behaviour ?? []),
    },
  };
}
