#!/usr/bin/env node
import process from "node:process";

// Before anything else is loaded: a signal that comes meanwhile is a stop, and must not end the process at once.
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const early: (typeof signals)[number][] = [];
const remember = (signal: (typeof signals)[number]): number => early.push(signal);
for (const signal of signals) process.on(signal, remember);

const { runTargetJsonl } = await import("./main.ts");
// On Deno, an open input keeps the process alive.
process.exit(
  await runTargetJsonl(process, {
    take: () => {
      for (const signal of signals) process.off(signal, remember);
      return early.splice(0);
    },
  }),
);
