/** What is needed of `process`. */
interface HeapOwner {
  readonly versions: { readonly [name: string]: string | undefined };
  readonly execArgv: readonly string[];
  readonly env: { readonly [name: string]: string | undefined };
}

/** What is needed of `node:v8`. */
interface HeapFlags {
  setFlagsFromString(flags: string): void;
}

/** Options with which an operator decides on the heap. */
const ofOperator: readonly string[] = ["semi-space-size", "old-space-size", "heap-growing-percent"];

/**
 * Lets the heap grow in smaller steps than V8 does by itself: the garbage of pages that are read is collected sooner. See
 * docs/decisions/0028. Call what it gives when the program is loaded: from then on the part of the heap for young objects
 * keeps its size. Options of the operator go before, and other runtimes than Node decide themselves.
 */
export function keepHeapSmall({ versions, execArgv, env }: HeapOwner, v8: HeapFlags): () => void {
  const given = [...execArgv, env["NODE_OPTIONS"] ?? ""].join(" ").replaceAll("_", "-");
  const isOthers = versions["deno"] !== undefined || versions["bun"] !== undefined;
  if (isOthers || ofOperator.some((option) => given.includes(option))) return () => undefined;
  v8.setFlagsFromString("--heap-growing-percent=100");
  v8.setFlagsFromString("--semi-space-growth-factor=8");
  return () => v8.setFlagsFromString("--semi-space-growth-factor=1");
}
