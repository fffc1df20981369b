import { createHmac } from "node:crypto";
import type { GraphHost } from "@tap-instagram/core";
import type { RawExchange } from "./raw-exchange.ts";
import { unknownId } from "../subjects/unknown-id.ts";
import { writeRecording, type Recording } from "./recording.ts";
import { Aliases } from "./scrub/aliases.ts";
import { scrubExchange } from "./scrub/scrub-exchange.ts";

/** What a run was about. */
export interface RecordedRun {
  readonly host: GraphHost;
  readonly apiVersion: string;
  readonly accessToken: string;
  readonly appSecret: string | undefined;
  /** Id of the account that was looked at. */
  readonly account: string | undefined;
  readonly nowMs: number;
}

/** A recording that is ready to be written, and what a person should know before. */
export interface DraftRecording {
  readonly text: string;
  readonly exchanges: number;
  readonly idsReplaced: number;
  readonly textsReplaced: number;
  /** The sentences of the API that stay in it. */
  readonly sentences: readonly string[];
}

/** Something private was found in a recording that should have none. The message does not repeat it. */
export class LeakError extends Error {
  override readonly name = "LeakError";
}

/**
 * Scrubs what was exchanged.
 *
 * @throws LeakError if a token, a secret or an id is still in it
 */
export function makeRecording(raw: readonly RawExchange[], run: RecordedRun): DraftRecording {
  const { host, apiVersion, accessToken, appSecret, account, nowMs } = run;
  const proof =
    appSecret === undefined ? undefined : createHmac("sha256", appSecret).update(accessToken).digest("hex");
  const aliases = new Aliases([unknownId]);
  const scrub = () => raw.map((exchange) => scrubExchange(exchange, { accessToken, proof }, aliases));
  // Once to learn every name, and once more to take them out of sentences that came before.
  scrub();
  const recording: Recording = {
    format: 1,
    recordedAt: new Date(nowMs).toISOString(),
    host,
    apiVersion,
    account: account === undefined ? undefined : aliases.id(account),
    exchanges: scrub(),
  };
  const text = writeRecording(recording);
  checkForLeaks(text, [accessToken, appSecret, proof, ...aliases.ids]);
  const { ids, texts } = aliases.counts;
  return {
    text,
    exchanges: raw.length,
    idsReplaced: ids,
    textsReplaced: texts,
    sentences: sentencesOf(recording),
  };
}

const shortestSecret = 9;

function checkForLeaks(text: string, privates: readonly (string | undefined)[]): void {
  const leak = privates.find(
    (one) => one !== undefined && one.length >= shortestSecret && text.includes(one),
  );
  if (leak === undefined) return;
  throw new LeakError(
    "Cannot keep the recording: an id or a secret is still in it. Nothing was written. Please report this",
  );
}

/** Every distinct message of a refusal. */
function sentencesOf({ exchanges }: Recording): string[] {
  const bodies = exchanges.flatMap(({ body, items = [] }) => [body, ...items.map((item) => item?.body)]);
  const messages = bodies.flatMap(messagesIn);
  return [...new Set(messages)];
}

function messagesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
    name === "message" && typeof one === "string" ? [one] : messagesIn(one),
  );
}
