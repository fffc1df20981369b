#!/usr/bin/env node
import process from "node:process";
import { nodeHost, runTap } from "@tap-instagram/singer";
import { createTapInstagram } from "./tap.ts";

process.exit(await runTap(createTapInstagram(), nodeHost(process)));
