import { nodeHost, runTap } from "@tap-instagram/singer";
import { proxyFetch, type ProxyRuntime } from "./proxy/proxy-fetch.ts";
import { createTapInstagram } from "./tap.ts";

/** Runs the command in a process, which may have received signals before. Gives the exit code. */
export function runTapInstagram(
  process: Parameters<typeof nodeHost>[0] & ProxyRuntime,
  early: Parameters<typeof nodeHost>[1],
): Promise<number> {
  return runTap(
    createTapInstagram({ fetch: proxyFetch(process), env: process.env }),
    nodeHost(process, early),
  );
}
