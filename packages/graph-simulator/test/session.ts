import { startSimulator, type RunningSimulator, type SimulatorOptions } from "../src/index.ts";

/** A Monday morning in summer time. */
export const fixedNow: number = Date.parse("2026-09-21T10:20:30Z");

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** undefined if the body is not JSON. */
  readonly json: unknown;
}

/** How to ask. */
export interface Asking {
  /** Default the user token, or the Instagram token on the Instagram host. null sends none. */
  readonly token?: string | null | undefined;
  readonly host?: "facebook" | "instagram" | undefined;
  readonly headers?: Record<string, string> | undefined;
}

/** A simulator with a clock that the test moves. */
export interface Session {
  readonly simulator: RunningSimulator;
  readonly clock: { now: number };
  get(path: string, asking?: Asking): Promise<Reply>;
  post(path: string, form: Record<string, string>, asking?: Asking): Promise<Reply>;
  batch(urls: readonly string[], more?: Record<string, string>, asking?: Asking): Promise<Reply>;
  close(): Promise<void>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

/** Starts a simulator; the test closes it. */
export async function openSession(options: SimulatorOptions = {}): Promise<Session> {
  const clock = { now: options.now?.() ?? fixedNow };
  const simulator = await startSimulator({ ...options, now: () => clock.now });
  const baseOf = (asking: Asking): string =>
    asking.host === "instagram" ? simulator.instagramUrl : simulator.url;
  const tokenOf = (asking: Asking): string | null => {
    const usual = asking.host === "instagram" ? simulator.tokens.instagram : simulator.tokens.user;
    return asking.token === undefined ? usual : asking.token;
  };
  const headersOf = (asking: Asking): Record<string, string> => {
    const token = tokenOf(asking);
    return { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...asking.headers };
  };
  const post = async (path: string, form: Record<string, string>, asking: Asking = {}): Promise<Reply> =>
    replyOf(
      await fetch(`${baseOf(asking)}/${path}`, {
        method: "POST",
        headers: headersOf(asking),
        body: new URLSearchParams(form),
      }),
    );
  return {
    simulator,
    clock,
    get: async (path, asking = {}) =>
      replyOf(await fetch(`${baseOf(asking)}/${path}`, { headers: headersOf(asking) })),
    post,
    batch: async (urls, more = {}, asking = {}) => {
      const batch = JSON.stringify(urls.map((relative_url) => ({ method: "GET", relative_url })));
      const token = tokenOf(asking);
      // The form has to hold the token of a batch.
      return post("v25.0/", { batch, ...(token === null ? {} : { access_token: token }), ...more }, asking);
    },
    close: () => simulator.close(),
  };
}

/** The value at a path of keys and indexes; undefined where there is none. */
export function dig(value: unknown, ...path: readonly (string | number)[]): unknown {
  let place = value;
  for (const key of path) {
    if (typeof place !== "object" || place === null) return undefined;
    place = Reflect.get(place, key);
  }
  return place;
}

/** The items of a `data` list. */
export function dataOf(reply: Reply): readonly unknown[] {
  const data = dig(reply.json, "data");
  if (!Array.isArray(data)) throw new TypeError(`No data in ${reply.text.slice(0, 300)}`);
  return data;
}

/** One value out of every item of a `data` list. */
export function pluck(reply: Reply, ...path: readonly (string | number)[]): readonly unknown[] {
  return dataOf(reply).map((item) => dig(item, ...path));
}

/** The message of an error. */
export function messageOf(reply: Reply): unknown {
  return dig(reply.json, "error", "message");
}

/** An item of a list; throws if it is missing. */
export function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`No item ${index} among ${items.length}`);
  return item;
}
