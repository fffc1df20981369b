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

/** A fetch whose request of that number is answered with something else; it counts them, too. */
function spoiling(number: number, body: string): { fetch: Fetch; count: () => number } {
  let count = 0;
  const fetch: Fetch = async (input, init) => {
    const response = await globalThis.fetch(input, init);
    count += 1;
    return count === number ? new Response(body, { status: body === nothing ? 200 : 400 }) : response;
  };
  return { fetch, count: () => count };
}

test.each([false, true])("no fact agrees whatever the answer is (Instagram host: %s)", async (instagram) => {
  const simulator = await simulated();
  const environment = { VERIFY_LIVE_APP_SECRET: simulator.tokens.appSecret };
  const options: RunOptions = { instagram, environment };
  const agreeing = [...(await findings(simulator, options)).values()].filter(
    ({ name, verdict }) => verdict === "agrees" && !decidedByAnother.has(name),
  );
  const stubborn: string[] = [];
  for (const { name } of agreeing) {
    const { fetch, count } = spoiling(0, "");
    await findings(simulator, { ...options, fetch, args: ["--only", name] });
    const agreesWith = async (spoil: string) => {
      const spoiled = spoiling(count(), spoil);
      const found = await findings(simulator, { ...options, fetch: spoiled.fetch, args: ["--only", name] });
      return found.get(name)?.verdict === "agrees";
    };
    if ((await agreesWith(nothing)) && (await agreesWith(refusal))) stubborn.push(name);
  }
  expect(stubborn).toEqual([]);
});
