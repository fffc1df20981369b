import type { Host } from "../host.ts";

/** Which requests, or batch items, a rule is about. Everything given must fit. */
export interface FaultMatch {
  readonly host?: Host;
  readonly method?: string;
  /** Path template: `/{media}/insights`, `/me/accounts`, `/` for a batch as a whole. */
  readonly template?: string;
  /** A part of the path. */
  readonly pathIncludes?: string;
  /** Parameters and what their values contain. */
  readonly query?: Readonly<Record<string, string>>;
  /** The object asked for: first segment of the path, or one of `ids`. */
  readonly itemId?: string;
  /** Only whole requests, or only items of batches. Default both. */
  readonly target?: "request" | "item";
  /** Only the so-manieth fitting one, from 1. */
  readonly nth?: number;
  /** Every so-manieth fitting one. */
  readonly every?: number;
  /** Share of the fitting ones, 0 to 1, drawn from the seed. */
  readonly probability?: number;
  /** At most so many times. */
  readonly times?: number;
}

/** A Graph error; what is left out is filled in from what the code usually comes with. */
export interface GraphErrorFault {
  readonly code: number;
  readonly subcode?: number;
  readonly message?: string;
  readonly type?: string;
  readonly isTransient?: boolean;
  readonly status?: number;
}

/** An answer of one's own; a body that is no text is sent as JSON. */
export interface LiteralFault {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A late answer: the ordinary one, or another fault. */
export interface DelayFault {
  readonly delayMs: number;
  readonly answer?: FaultAnswer;
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
  | LiteralFault
  | GraphErrorFault;

/** What goes wrong, and when. */
export interface FaultRule {
  readonly match?: FaultMatch;
  readonly answer: FaultAnswer;
}

/** Whether an answer can be given to a whole request, and to an item of a batch. */
export function appliesTo(answer: FaultAnswer, target: "request" | "item"): boolean {
  if (answer === "null-item" || answer === "bare-item") return target === "item";
  const isWire = answer === "cut" || answer === "reset" || answer === "hang";
  const isDelay = typeof answer === "object" && "delayMs" in answer;
  return target === "request" || !(isWire || isDelay);
}
