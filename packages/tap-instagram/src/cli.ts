#!/usr/bin/env node
import process from "node:process";
import v8 from "node:v8";
import { tuneEngine } from "./engine-flags.ts";

// From before anything else is loaded to the very end: a signal is a stop, and never ends the process by itself.
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const early: (typeof signals)[number][] = [];
const remember = (signal: (typeof signals)[number]): number => early.push(signal);
for (const signal of signals) process.on(signal, remember);

tuneEngine(process, v8, (ms, look) => {
  const timer = setInterval(look, ms).unref();
  return { stop: () => clearInterval(timer) };
});
const { runTapInstagram } = await import("./main.ts");
process.exit(
  await runTapInstagram(process, {
    take: () => early.splice(0),
  }),
);
