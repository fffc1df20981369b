#!/usr/bin/env node
import process from "node:process";

// From before anything else is loaded to the very end: a signal is a stop, and never ends the process by itself.
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const early: (typeof signals)[number][] = [];
const remember = (signal: (typeof signals)[number]): number => early.push(signal);
for (const signal of signals) process.on(signal, remember);

const { runInProcess } = await import("./main.ts");
process.exit(
  await runInProcess(process, {
    take: () => early.splice(0),
  }),
);
