import process from "node:process";
import { stopSignals, type StopSignal } from "./host/host.ts";
import type { EarlySignals } from "./host/node-host.ts";

const received: StopSignal[] = [];
for (const signal of stopSignals) process.on(signal, () => received.push(signal));

/**
 * The signals that came before a command listens, for `nodeHost`. A signal is a stop, and never ends the
 * process by itself: so a `cli.ts` imports this before anything else.
 *
 * @example
 * ```ts
 * import { earlySignals } from "@tap-instagram/singer/early-signals";
 * import process from "node:process";
 * import { nodeHost } from "@tap-instagram/singer";
 *
 * const host = nodeHost(process, earlySignals);
 * await host.stdout.write("A signal from now on is a stop.\n");
 * ```
 */
export const earlySignals: EarlySignals = { take: () => received.splice(0) };
