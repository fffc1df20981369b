import { InvalidInputError } from "../errors.ts";
import type { JsonValue } from "../json/json.ts";
import { parseStateText, type StateOfText } from "./state-text.ts";

/** How a state travels. */
export interface Transport {
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Waits before another try. Default: a timer. */
  readonly sleep?: ((ms: number) => Promise<void>) | undefined;
}

/** A state at an address. */
export interface StateAtAddress extends StateOfText {
  /** Whether there is anything, be it empty. */
  readonly isThere: boolean;
}

const timeoutMs = 60_000;
/** Object stores refuse a request now and then, and take the next one. */
const pausesMs: readonly number[] = [500, 2000];
const machineItself: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether a state is named by an address, and not by a file. */
export function isAddress(place: string): boolean {
  return /^https?:\/\//i.test(place);
}

/** Whether a state is named by an address of any kind, such as `s3://bucket/state.json`. */
export function hasScheme(place: string): boolean {
  return /^[a-z][a-z\d+.-]+:\/\//i.test(place);
}

/** The address without its query: in a presigned address, that is a secret. */
export function placeOfAddress(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}

/** What is wrong with the address of a state; `undefined` when it can be used. */
export function problemOfAddress(address: string): string | undefined {
  if (!isAddress(address) || !URL.canParse(address))
    return "wanted an address that begins with https://, as presigned addresses of object stores do";
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== "" || password !== "")
    return "found a user name or a password in the address, wanted none: presigned addresses need no others";
  if (protocol === "https:" || machineItself.has(hostname)) return undefined;
  return "found an http address, wanted https: others on the network could read and change the state";
}

/**
 * Reads a state, or the last of several with a line each, with GET. Nothing there (404), or an empty file, is an empty
 * state.
 *
 * @throws InvalidInputError when it cannot be read or is not JSON.
 */
export async function getState(address: string, transport: Transport): Promise<StateAtAddress> {
  const attempt = "Cannot use the state";
  const { status, text } = await exchange(attempt, address, {}, transport);
  if (status === 404) return { json: undefined, isCut: false, isThere: false };
  try {
    return { ...parseStateText(text), isThere: true };
  } catch (error) {
    throw failed(attempt, address, error instanceof Error ? error.message : String(error));
  }
}

/**
 * Writes a state with PUT, as presigned addresses of object stores take it.
 *
 * @throws InvalidInputError when it is not stored.
 */
export async function putState(address: string, state: JsonValue, transport: Transport): Promise<void> {
  const attempt = "Cannot write the state; the last STATE line on stdout has it";
  await putStateJson(attempt, address, JSON.stringify(state), transport);
}

/**
 * The same with the state as JSON.
 *
 * @throws InvalidInputError when it is not stored.
 */
export async function putStateJson(
  attempt: string,
  address: string,
  json: string,
  transport: Transport,
): Promise<void> {
  const headers = { "content-type": "application/json" };
  const { status } = await exchange(attempt, address, { method: "PUT", headers, body: json }, transport);
  if (status === 404) throw failed(attempt, address, "the server answers with HTTP status 404");
}

interface Answer {
  /** Of success, or 404. */
  readonly status: number;
  readonly text: string;
}

/** A failure that another try may mend, or not. */
interface Failure {
  readonly message: string;
  readonly mayPass: boolean;
}

/** Asks until there is an answer, a few times at most. */
async function exchange(
  attempt: string,
  address: string,
  request: RequestInit,
  { fetch = globalThis.fetch, sleep = defaultSleep }: Transport,
): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    const answer = await tryOnce(address, request, fetch);
    if ("status" in answer) return answer;
    const pauseMs = pausesMs[tries];
    if (!answer.mayPass || pauseMs === undefined) throw failed(attempt, address, answer.message);
    await sleep(pauseMs);
  }
}

async function tryOnce(
  address: string,
  request: RequestInit,
  fetch: typeof globalThis.fetch,
): Promise<Answer | Failure> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    // An address that sends elsewhere could send to one without encryption.
    const response = await fetch(address, { ...request, redirect: "manual", signal });
    const text = await response.text();
    if (response.ok || response.status === 404) return { status: response.status, text };
    return { message: statusText(response), mayPass: response.status >= 500 || response.status === 429 };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const message = cause instanceof Error ? cause.message : String(cause);
    // Some runtimes name the whole address, with what is secret of it.
    const shown = message.replaceAll(new URL(address).href, placeOfAddress(address));
    return { message: shown, mayPass: !signal.aborted };
  }
}

function defaultSleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function failed(attempt: string, address: string, message: string): InvalidInputError {
  return new InvalidInputError(attempt, [{ place: placeOfAddress(address), message }]);
}

function statusText({ status, headers }: Response): string {
  const said = `the server answers with HTTP status ${status}`;
  if (status === 403) return `${said}: the address may have expired`;
  const target = headers.get("location");
  if (status < 300 || status >= 400 || target === null || !URL.canParse(target)) return said;
  return `${said} and sends to ${new URL(target).host}, wanted the state itself: give its own address`;
}
