/** What is needed of `process`. */
interface EngineOwner {
  readonly versions: { readonly [name: string]: string | undefined };
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  readonly env: { readonly [name: string]: string | undefined };
}

/** What is needed of `node:v8`. */
interface Engine {
  setFlagsFromString(flags: string): void;
  getHeapStatistics(): { readonly total_heap_size: number };
}

/** Looks again and again, until it is stopped. */
type Every = (ms: number, look: () => void) => { stop(): void };

/** A heap that has come to this size takes smaller steps: of thousands of accounts much is alive. */
const largeHeapBytes = 48 * 2 ** 20;

/** How often the size is looked at, until it is reached. */
const lookMs = 250;

/** A way of the engine to trade memory against time. */
interface Choice {
  readonly flags: readonly string[];
  /** What it is once the heap is large. Default: it stays. */
  readonly flagsOfLargeHeap?: readonly string[] | undefined;
  /** Parts of options with which an operator decides on it. */
  readonly options: readonly string[];
  /** The major versions of V8 that know the flags: others complain on stderr. Default: all that Node 20 to 24 have. */
  readonly majors?: readonly number[] | undefined;
}

/** Of Node 20, 22 and 24. */
const knownMajors: readonly number[] = [11, 12, 13];

const choices: readonly Choice[] = [
  {
    // The part for young objects keeps the size that it begins with, and the heap grows to twice of what is alive.
    flags: ["--semi-space-growth-factor=1", "--heap-growing-percent=100"],
    flagsOfLargeHeap: ["--heap-growing-percent=50"],
    options: ["semi-space", "old-space-size", "heap-growing-percent"],
  },
  {
    // In bytes of bytecode, eight times of what Node 20 begins with: a sync of some seconds spends a sixth of them on
    // optimizing functions that it hardly needs again.
    flags: ["--interrupt-budget=540672"],
    options: ["interrupt-budget"],
    majors: [11],
  },
  {
    // The parser of HTTP is the only WebAssembly: optimizing it takes more memory than it ever gives back.
    flags: ["--liftoff-only", "--no-wasm-tier-up", "--no-wasm-dynamic-tiering"],
    options: ["liftoff", "wasm"],
  },
];

/** How a command is tuned. */
interface Tuning {
  /** Words on the command line with which a command asks the API nothing. Default: none. */
  readonly askingNothing?: readonly string[] | undefined;
  /** Default: a timer for which the process does not wait. */
  readonly every?: Every | undefined;
}

/**
 * Tells V8 to run a command that waits for an API most of the time: with little memory, and without optimizing what runs for
 * a moment. See docs/decisions/0031. Options of the operator go before. Other runtimes than Node, and engines that are newer than
 * those we know, decide themselves.
 *
 * It loads `fetch` first, unless the command asks nothing. Node has its own modules ready, compiled for the usual flags; with
 * other flags it compiles them again.
 *
 * @example
 * ```ts
 * import process from "node:process";
 * import v8 from "node:v8";
 * import { tuneEngine } from "tap-instagram/engine";
 *
 * tuneEngine(process, v8, { askingNothing: ["--help"] });
 * ```
 */
export function tuneEngine(
  { versions, argv, execArgv, env }: EngineOwner,
  engine: Engine,
  { askingNothing = [], every = everyMs }: Tuning = {},
): void {
  if (!argv.some((word) => askingNothing.includes(word))) void globalThis.Headers;
  if (versions["deno"] !== undefined || versions["bun"] !== undefined) return;
  const given = [...execArgv, env["NODE_OPTIONS"] ?? ""].join(" ").replaceAll("_", "-");
  const major = Number.parseInt(versions["v8"] ?? "", 10);
  const chosen = choices.filter(
    ({ options, majors = knownMajors }) =>
      majors.includes(major) && !options.some((option) => given.includes(option)),
  );
  for (const flag of chosen.flatMap(({ flags }) => flags)) engine.setFlagsFromString(flag);
  const later = chosen.flatMap(({ flagsOfLargeHeap = [] }) => flagsOfLargeHeap);
  if (later.length === 0) return;
  const looking = every(lookMs, () => {
    if (engine.getHeapStatistics().total_heap_size < largeHeapBytes) return;
    for (const flag of later) engine.setFlagsFromString(flag);
    looking.stop();
  });
}

function everyMs(ms: number, look: () => void): { stop(): void } {
  const timer = setInterval(look, ms).unref();
  return { stop: () => clearInterval(timer) };
}
