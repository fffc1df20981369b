import type { Fetch } from "@tap-instagram/core";
import { expect, test } from "vitest";
import { findings, simulated, type RunOptions } from "../../test/simulated.ts";

/** Answers that fit no question. */
const nothing = "{}";
const refusal = '{"error":{"message":"No","type":"OAuthException","code":100,"fbtrace_id":"A"}}';

/**
 * Facts that another request decides: the refused story is asked before the one that answers, `me` has usage, and a
 * filter that is refused in one form is asked in the other.
 */
const decidedByAnother = new Set([
  "unseen-story-is-refused-alone",
  "client-reads-account-usage",
  "tags-filtered-by-time",
]);

/** The answers of a simulator: what is asked as before is not asked again, since most facts begin with the same requests. */
class KnownAnswers {
  readonly #texts = new Map<string, Promise<{ text: string; status: number; headers: Headers }>>();

  /** A fetch for one run, whose request of that number is answered with something else; it counts them, too. */
  spoiling(number: number, body: string): { fetch: Fetch; count: () => number } {
    const asked: string[] = [];
    const fetch: Fetch = async (input, init) => {
      const request = new Request(input, init);
      const wanted = [request.method, request.url, [...request.headers], await request.clone().text()];
      const question = JSON.stringify(wanted);
      const times = asked.filter((one) => one === question).length;
      asked.push(question);
      if (asked.length === number) return new Response(body, { status: body === nothing ? 200 : 400 });
      const key = JSON.stringify([times, question]);
      const known = this.#texts.get(key) ?? answerTo(request);
      this.#texts.set(key, known);
      const { text, ...response } = await known;
      return new Response(text, response);
    };
    return { fetch, count: () => asked.length };
  }
}

async function answerTo(request: Request) {
  const response = await globalThis.fetch(request);
  return { text: await response.text(), status: response.status, headers: response.headers };
}

test.each([false, true])("no fact agrees whatever the answer is (Instagram host: %s)", async (instagram) => {
  const simulator = await simulated();
  const environment = { VERIFY_LIVE_APP_SECRET: simulator.tokens.appSecret };
  const options: RunOptions = { instagram, environment };
  const agreeing = [...(await findings(simulator, options)).values()].filter(
    ({ name, verdict }) => verdict === "agrees" && !decidedByAnother.has(name),
  );
  const answers = new KnownAnswers();
  const stubborn: string[] = [];
  for (const { name } of agreeing) {
    const { fetch, count } = answers.spoiling(0, "");
    await findings(simulator, { ...options, fetch, args: ["--only", name] });
    const agreesWith = async (spoil: string) => {
      const spoiled = answers.spoiling(count(), spoil);
      const found = await findings(simulator, { ...options, fetch: spoiled.fetch, args: ["--only", name] });
      return found.get(name)?.verdict === "agrees";
    };
    if ((await agreesWith(nothing)) && (await agreesWith(refusal))) stubborn.push(name);
  }
  expect(stubborn).toEqual([]);
});
