#!/usr/bin/env node
import { earlySignals } from "@tap-instagram/singer/early-signals";
import { endProcess } from "@tap-instagram/singer";
import process from "node:process";
import { runTargetJsonl } from "./main.ts";

endProcess(process, await runTargetJsonl(process, earlySignals));
