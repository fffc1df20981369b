import { AuthError, GraphError, type GraphHost } from "@tap-instagram/core";
import type { Topic } from "./topics.ts";
import { shortened } from "../verdict/describe.ts";
import type { Fact } from "../facts/fact.ts";
import { differs, NotTestableError, type Outcome } from "../verdict/outcome.ts";
import type { Probe } from "../asking/probe.ts";
import { scrubbed } from "../verdict/clean-outcome.ts";

/** A fact and what became of it. */
export interface Finding {
  readonly topic: string;
  readonly fact: Fact;
  readonly outcome: Outcome;
}

/**
 * Checks one fact after the other, and tells each as soon as it is known.
 *
 * @throws AuthError when the token is not accepted: no further fact can be checked then.
 */
export async function* runFacts(
  topics: readonly Topic[],
  probe: Probe,
): AsyncGenerator<Finding, void, undefined> {
  for (const { name: topic, facts } of topics) {
    for (const fact of facts) {
      const outcome = await outcomeOf(fact, probe);
      yield { topic, fact, outcome: scrubbed(outcome, (text) => probe.redact(text)) };
    }
  }
}

async function outcomeOf(fact: Fact, probe: Probe): Promise<Outcome> {
  if (!fact.hosts.includes(probe.host)) {
    return { verdict: "not-testable", missing: `a token of ${fact.hosts.map(loginOf).join(" or ")}` };
  }
  try {
    return await fact.check(probe);
  } catch (error) {
    if (error instanceof AuthError) throw error;
    if (error instanceof NotTestableError) return { verdict: "not-testable", missing: error.message };
    if (error instanceof GraphError) return outcomeOfError(error);
    const what = error instanceof Error ? `${error.name}: ${error.message}` : "another";
    return differs("an answer of a shape that the check can read", what);
  }
}

function outcomeOfError(error: GraphError): Outcome {
  const codes = [error.code, error.subcode].filter((code) => code !== undefined).join("/");
  const what = `${error.kind} (${error.reason})${codes === "" ? "" : `, code ${codes}`}`;
  switch (error.kind) {
    case "transient":
    case "too-much-data":
      return { verdict: "not-testable", missing: `an answer: the API failed each time, ${what}` };
    case "rate-limit":
    case "quota-exhausted":
      return { verdict: "not-testable", missing: "quota; run again later" };
    case "permission":
      return {
        verdict: "refused",
        found: `${what}: “${shortened(error.apiMessage ?? error.message)}”`,
        hint: error.hint,
      };
    default:
      return differs("an answer", `${what}: “${shortened(error.message)}”`);
  }
}

function loginOf(host: GraphHost): string {
  return host === "facebook" ? "Facebook Login" : "Instagram Login";
}
