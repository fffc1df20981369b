#!/usr/bin/env node
import process from "node:process";
import { nodeHost, runTap } from "@tap-instagram/singer";
import { proxyFetch } from "./proxy/proxy-fetch.ts";
import { createTapInstagram } from "./tap.ts";

const tap = createTapInstagram({ fetch: proxyFetch(process) });
process.exit(await runTap(tap, nodeHost(process)));
