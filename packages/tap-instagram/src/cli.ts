#!/usr/bin/env node
import { earlySignals } from "@tap-instagram/singer/early-signals";
import { endProcess } from "@tap-instagram/singer";
import process from "node:process";
import v8 from "node:v8";
import { tuneEngine } from "./engine-flags.ts";
import { runTapInstagram } from "./main.ts";

tuneEngine(process, v8, { askingNothing: ["--about", "--discover", "--help", "--version"] });
endProcess(process, await runTapInstagram(process, earlySignals));
