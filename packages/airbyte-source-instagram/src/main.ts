import { nodeHost } from "@tap-instagram/singer";
import { proxyFetch, type ProxyRuntime } from "tap-instagram/engine";
import { runAirbyteSource } from "./command/airbyte-source.ts";

/** Runs the command in a process, which may have received signals before. Gives the exit code. */
export function runInProcess(
  process: Parameters<typeof nodeHost>[0] & ProxyRuntime,
  early: Parameters<typeof nodeHost>[1],
): Promise<number> {
  return runAirbyteSource(nodeHost(process, early), { fetch: proxyFetch(process) });
}
