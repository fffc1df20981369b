import type { FaultMatch } from "./fault-match.ts";
import type { LieFault } from "./lies/lie.ts";

/** A Graph error; what is left out is filled in from what the code usually comes with. */
export interface GraphErrorFault {
  readonly code: number;
  readonly subcode?: number | undefined;
  readonly message?: string | undefined;
  readonly type?: string | undefined;
  readonly isTransient?: boolean | undefined;
  readonly status?: number | undefined;
}

/** A literal answer; a body that is not text is sent as JSON. */
export interface LiteralFault {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A late answer: the ordinary one, or another fault. */
export interface DelayFault {
  readonly delayMs: number;
  readonly answer?: FaultAnswer | undefined;
}

/**
 * What is answered instead.
 * `cut`: half the body, then the socket is destroyed. `truncated-json`: half the body as if it were whole.
 * `empty`: no body. `html`: a page of a proxy. `reset`: the socket is destroyed at once. `hang`: never.
 * `null-item`, `bare-item` (`{"error":{"code":2}}`): batch items only.
 */
export type FaultAnswer =
  | "cut"
  | "truncated-json"
  | "empty"
  | "html"
  | "reset"
  | "hang"
  | "null-item"
  | "bare-item"
  | DelayFault
  | LieFault
  | LiteralFault
  | GraphErrorFault;

/** What goes wrong, and when. */
export interface FaultRule {
  readonly match?: FaultMatch | undefined;
  readonly answer: FaultAnswer;
}

/** Whether an answer can be given to a whole request, and to an item of a batch. */
export function appliesTo(answer: FaultAnswer, target: "request" | "item"): boolean {
  if (answer === "null-item" || answer === "bare-item") return target === "item";
  const isWire = answer === "cut" || answer === "reset" || answer === "hang";
  const isDelay = typeof answer === "object" && "delayMs" in answer;
  return target === "request" || !(isWire || isDelay);
}
