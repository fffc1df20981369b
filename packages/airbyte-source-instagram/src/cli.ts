#!/usr/bin/env node
import process from "node:process";

// Before anything else is loaded: a signal that comes meanwhile is a stop, and must not end the process without a state.
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const early: (typeof signals)[number][] = [];
const remember = (signal: (typeof signals)[number]): number => early.push(signal);
for (const signal of signals) process.on(signal, remember);

const { runInProcess } = await import("./main.ts");
process.exit(
  await runInProcess(process, {
    take: () => {
      for (const signal of signals) process.off(signal, remember);
      return early.splice(0);
    },
  }),
);
