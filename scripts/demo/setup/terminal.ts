import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { say } from "../say.ts";

/** Whether a person can answer. */
export function isAttended(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY && (process.env["CI"] ?? "") === "";
}

/** Waits until the person has read. */
export async function waitForEnter(): Promise<void> {
  say("Press Enter to go on.");
  const lines = createInterface(process.stdin);
  await Promise.race([once(lines, "line"), once(lines, "close")]);
  lines.close();
}
