#!/usr/bin/env node
import process from "node:process";
import { systemClock } from "@tap-instagram/core";
import { verifyLive } from "./verify-live.ts";

process.exitCode = await verifyLive({
  args: process.argv.slice(2),
  environment: process.env,
  fetch: globalThis.fetch,
  clock: systemClock,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
