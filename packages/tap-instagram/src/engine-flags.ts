/** What is needed of `process`. */
interface EngineOwner {
  readonly versions: { readonly [name: string]: string | undefined };
  readonly execArgv: readonly string[];
  readonly env: { readonly [name: string]: string | undefined };
}

/** What is needed of `node:v8`. */
interface Engine {
  setFlagsFromString(flags: string): void;
}

/** A way of the engine to trade memory against time. */
interface Choice {
  readonly flags: readonly string[];
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

/**
 * Tells V8 to run a command that waits for an API most of the time: with little memory, and without optimizing what runs for
 * a moment. See docs/decisions/0031. Options of the operator go before. Other runtimes than Node, and engines that are newer than
 * those we know, decide themselves.
 */
export function tuneEngine({ versions, execArgv, env }: EngineOwner, engine: Engine): void {
  if (versions["deno"] !== undefined || versions["bun"] !== undefined) return;
  const given = [...execArgv, env["NODE_OPTIONS"] ?? ""].join(" ").replaceAll("_", "-");
  const major = Number.parseInt(versions["v8"] ?? "", 10);
  for (const { flags, options, majors = knownMajors } of choices) {
    if (!majors.includes(major)) continue;
    if (options.some((option) => given.includes(option))) continue;
    for (const flag of flags) engine.setFlagsFromString(flag);
  }
}
