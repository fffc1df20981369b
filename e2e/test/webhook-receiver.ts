import { createHmac } from "node:crypto";
import process from "node:process";
import { createInterface } from "node:readline";
import { built } from "./commands.ts";
import { start } from "./processes.ts";

/** The app secret with which a receiver checks webhooks. */
export const appSecret = "0123456789abcdef";

/** `receive` as a process. */
export interface WebhookReceiver {
  readonly url: string;
  /** Sends it a signal, and waits for its end. */
  readonly stop: (signal: NodeJS.Signals) => Promise<void>;
}

/** Starts it in a folder with a file config.json, and waits until it listens. */
export async function startReceiver(folder: string): Promise<WebhookReceiver> {
  const args = [built.tap, "receive", "--config", "config.json", "--spool", "spool", "--port", "0"];
  const { child } = start(process.execPath, args, { cwd: folder });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  if (child.stderr === null) throw new Error("receive has no stderr");
  for await (const line of createInterface(child.stderr)) {
    const url = /http:\S+\/webhook/.exec(line)?.[0];
    if (url === undefined) continue;
    child.stderr.on("data", () => undefined);
    return {
      url,
      stop: (signal) => {
        child.kill(signal);
        return ended;
      },
    };
  }
  throw new Error("receive ended before it listened");
}

/** Sends a webhook with its signature. Gives the status. */
export async function sendWebhook(url: string, entry: object, signal?: AbortSignal): Promise<number> {
  const body = JSON.stringify({ object: "instagram", entry: [entry] });
  const signature = `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`;
  const headers = { "x-hub-signature-256": signature };
  const { status } = await fetch(url, { method: "POST", body, headers, signal: signal ?? null });
  return status;
}
