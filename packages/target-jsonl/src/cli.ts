#!/usr/bin/env node
import { earlySignals } from "./early-signals.ts";
import process from "node:process";
import { runTargetJsonl } from "./main.ts";

// On Deno, an open input keeps the process alive.
process.exit(await runTargetJsonl(process, earlySignals));
