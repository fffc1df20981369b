import { earlySignals } from "../early-signals.ts";
import process from "node:process";
import { endProcess, nodeHost, runTap } from "../index.ts";
import { sampleTap } from "./sample-tap.ts";

// Before the command listens.
process.kill(process.pid, "SIGTERM");
await new Promise((resolve) => setTimeout(resolve, 50));
endProcess(process, await runTap(sampleTap, nodeHost(process, earlySignals)));
