#!/usr/bin/env node
import { earlySignals } from "@tap-instagram/singer/early-signals";
import process from "node:process";
import { runTargetJsonl } from "./main.ts";

// On Deno, an open input keeps the process alive.
process.exit(await runTargetJsonl(process, earlySignals));
