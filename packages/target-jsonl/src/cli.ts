#!/usr/bin/env node
import process from "node:process";
import { nodeHost, runTarget } from "@tap-instagram/singer";
import { targetJsonl } from "./target.ts";

// On Deno, an open input keeps the process alive.
process.exit(await runTarget(targetJsonl, nodeHost(process)));
