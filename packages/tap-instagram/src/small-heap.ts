/** What is needed of `process`. */
interface HeapOwner {
  readonly versions: { readonly [name: string]: string | undefined };
  readonly execArgv: readonly string[];
  readonly env: { readonly [name: string]: string | undefined };
}

/** What is needed of `node:v8`. */
interface Heap {
  setFlagsFromString(flags: string): void;
  getHeapSpaceStatistics(): readonly { readonly space_name: string; readonly space_size: number }[];
}

/** Options with which an operator decides on the heap. */
const ofOperator: readonly string[] = ["semi-space-size", "old-space-size", "heap-growing-percent"];

/** Two halves of 4 MB for young objects. */
const mostYoungBytes = 8 * 2 ** 20;

/** How often the size is looked at, until it is reached. */
const lookMs = 20;

/**
 * Lets the heap grow in smaller steps than V8 does by itself: the garbage of pages that are read is collected sooner. See
 * docs/decisions/0031. Options of the operator go before, and other runtimes than Node decide themselves.
 */
export function keepHeapSmall(
  { versions, execArgv, env }: HeapOwner,
  heap: Heap,
  every: (ms: number, look: () => void) => { stop(): void },
): void {
  const given = [...execArgv, env["NODE_OPTIONS"] ?? ""].join(" ").replaceAll("_", "-");
  const isOthers = versions["deno"] !== undefined || versions["bun"] !== undefined;
  if (isOthers || ofOperator.some((option) => given.includes(option))) return;
  heap.setFlagsFromString("--heap-growing-percent=100");
  // It can only be told to grow no more, not how much.
  const looking = every(lookMs, () => {
    const young = heap.getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space");
    if (young !== undefined && young.space_size < mostYoungBytes) return;
    heap.setFlagsFromString("--semi-space-growth-factor=1");
    looking.stop();
  });
}
