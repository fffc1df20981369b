import { hash } from "node:crypto";
import type { AnswerBehaviour } from "../behaviour/answers.ts";
import { inDialectOf } from "../errors/dialect.ts";
import { errorBody, GraphError, type GraphErrorDetails } from "../errors/graph-error.ts";
import type { Host } from "../host.ts";
import { usageHeaders } from "./usage-headers.ts";
import { word } from "../random/hash.ts";
import type { Simulation } from "../simulation.ts";
import type { Answer } from "./answer.ts";
import type { Call } from "./node.ts";

const limitCodes: ReadonlySet<number> = new Set([4, 80001, 80002]);

/** What is known of a call when its answer is written, even if it was refused before it became one. */
export type AnsweredCall = Pick<Call, "simulation" | "host" | "servedVersion" | "charged" | "nowMs">;

const headerText = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, "?").replaceAll('"', "'");

function commonHeaders(call: AnsweredCall): Record<string, string> {
  return {
    "content-type": "application/json; charset=UTF-8",
    "facebook-api-version": call.servedVersion,
    "cache-control": "private, no-cache, no-store, must-revalidate",
  };
}

/** The answer to a call that was understood. */
export function success(call: AnsweredCall, json: unknown): Answer {
  const body = JSON.stringify(json);
  const etag = call.simulation.behaviour.etags ? { etag: `"${hash("sha1", body)}"` } : {};
  return {
    status: 200,
    headers: { ...commonHeaders(call), ...etag, ...usageHeaders(call, call.simulation) },
    body,
    calls: call.charged.length,
  };
}

function challenge({ code, message }: GraphErrorDetails): string {
  return `OAuth "Facebook Platform" "${code === 190 ? "invalid_token" : "invalid_request"}" "${headerText(message)}"`;
}

/** The body of a refusal, in the shape of Graph's own API or of the login's servers. */
function refusalBody(
  details: GraphErrorDetails,
  status: number,
  trace: string,
  shape: AnswerBehaviour["errorBody"],
): unknown {
  const { type, message } = details;
  if (shape === "flat") return { error_type: type, code: status, error_message: message };
  return shape === "text"
    ? { error: "invalid_request", error_description: message }
    : errorBody(details, trace);
}

/** An error in the words of a host, with its headers. */
export function errorAnswer(details: GraphErrorDetails, host: Host, simulation: Simulation): Answer {
  const spoken = inDialectOf(host, details);
  const trace = `A${word(22, simulation.seed, "trace", simulation.nextNumber())}`;
  const { tokenErrorStatus } = simulation.behaviour;
  const status = spoken.code === 190 ? tokenErrorStatus : spoken.status;
  return {
    status,
    headers: { "www-authenticate": challenge(spoken), "x-fb-trace-id": trace },
    body: JSON.stringify(refusalBody(spoken, status, trace, simulation.behaviour.errorBody)),
    calls: 1,
  };
}

/** The refusal in the language of the account that the call was about, where it has one. */
function inLanguageOf(call: AnsweredCall, details: GraphErrorDetails): GraphErrorDetails {
  const subject = call.charged.find(({ kind }) => kind === "instagram");
  const account = subject?.kind === "instagram" ? call.simulation.world.account(subject.id) : undefined;
  const message = account === undefined ? undefined : details.translations?.[account.language];
  return message === undefined ? details : { ...details, message };
}

/** The answer to a refused call; rethrows anything else. */
export function refusal(call: AnsweredCall, thrown: unknown): Answer {
  if (!(thrown instanceof GraphError)) throw thrown;
  const { behaviour } = call.simulation;
  const details = behaviour.translatedErrors === "all" ? inLanguageOf(call, thrown.details) : thrown.details;
  const answer = errorAnswer(details, call.host, call.simulation);
  const isLimit = limitCodes.has(thrown.details.code);
  const retryAfter =
    isLimit && behaviour.retryAfterSeconds !== null
      ? { "retry-after": String(behaviour.retryAfterSeconds) }
      : {};
  const usage =
    thrown.details.code === 4 || (isLimit && !behaviour.usageHeadersOnRefusal)
      ? {}
      : usageHeaders(call, call.simulation);
  return {
    ...answer,
    calls: call.charged.length,
    headers: { ...commonHeaders(call), ...answer.headers, ...retryAfter, ...usage },
  };
}
