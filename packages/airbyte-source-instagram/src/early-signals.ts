import process from "node:process";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const received: (typeof signals)[number][] = [];
for (const signal of signals) process.on(signal, () => received.push(signal));

/**
 * The signals from before the command listens. A signal is a stop, and never ends the process by itself: so a command imports
 * this before anything else.
 */
export const earlySignals = { take: (): typeof received => received.splice(0) };
