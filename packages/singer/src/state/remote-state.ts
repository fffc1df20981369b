import { InvalidInputError } from "../errors.ts";
import { parseExactJson } from "../json/exact-json.ts";
import type { JsonValue } from "../json/json.ts";

type Fetch = typeof globalThis.fetch;

const timeoutMs = 60_000;
const machineItself: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether a state is named by an address, and not by a file. */
export function isAddress(place: string): boolean {
  return /^https?:\/\//i.test(place);
}

/** The address without its query: in a presigned address, that is a secret. */
export function placeOfAddress(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}

/** What is wrong with the address of a state; `undefined` when it can be used. */
export function problemOfAddress(address: string): string | undefined {
  if (!isAddress(address) || !URL.canParse(address)) return "wanted an address that begins with https://";
  const { protocol, hostname } = new URL(address);
  if (protocol === "https:" || machineItself.has(hostname)) return undefined;
  return "found an http address, wanted https: others on the network could read and change the state";
}

/**
 * Reads a state with GET. Nothing there (404), or an empty file, is an empty state.
 *
 * @throws InvalidInputError when it cannot be read or is not JSON.
 */
export async function getState(address: string, fetch: Fetch): Promise<JsonValue | undefined> {
  const response = await sent("Cannot use the state", address, () =>
    fetch(address, { signal: AbortSignal.timeout(timeoutMs) }),
  );
  const text = await response.text();
  if (response.status === 404 || (response.ok && text.trim() === "")) return undefined;
  if (!response.ok) throw failed("Cannot use the state", address, statusText(response));
  try {
    return parseExactJson(text);
  } catch (error) {
    throw failed("Cannot use the state", address, error instanceof Error ? error.message : String(error));
  }
}

/**
 * Writes a state with PUT, as presigned addresses of object stores take it.
 *
 * @throws InvalidInputError when it is not stored.
 */
export async function putState(address: string, state: JsonValue, fetch: Fetch): Promise<void> {
  const attempt = "Cannot write the state; the last STATE line on stdout has it";
  await putStateJson(attempt, address, JSON.stringify(state), fetch);
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
  fetch: Fetch,
): Promise<void> {
  const response = await sent(attempt, address, () =>
    fetch(address, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: json,
      signal: AbortSignal.timeout(timeoutMs),
    }),
  );
  await response.body?.cancel();
  if (!response.ok) throw failed(attempt, address, statusText(response));
}

async function sent(attempt: string, address: string, send: () => Promise<Response>): Promise<Response> {
  try {
    return await send();
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw failed(attempt, address, cause instanceof Error ? cause.message : String(cause));
  }
}

function failed(attempt: string, address: string, message: string): InvalidInputError {
  return new InvalidInputError(attempt, [{ place: placeOfAddress(address), message }]);
}

function statusText({ status }: Response): string {
  const hint = status === 403 ? ": the address may have expired" : "";
  return `the server answers with HTTP status ${status}${hint}`;
}
