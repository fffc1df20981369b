#!/usr/bin/env node
import { nodeHost, runTarget } from "@tap-instagram/singer";
import { targetJsonl } from "./target.ts";

process.exitCode = await runTarget(targetJsonl, nodeHost(process));
