import { AuthError } from "@tap-instagram/core";
import type { Probe } from "../asking/probe.ts";
import { runFacts, type Finding } from "../run/run-facts.ts";
import { shortened } from "../verdict/describe.ts";
import type { CliContext } from "./context.ts";
import type { Order } from "./flags.ts";
import { findingText, summaryOf, summaryText, type Summary } from "./report.ts";

/** What became of all facts; undefined if the token was not accepted, which was said. */
export interface Checked {
  readonly findings: readonly Finding[];
  readonly summary: Summary;
}

/** Checks the facts, and prints each as it is known unless the result is to be JSON. */
export async function checkFacts(
  probe: Probe,
  order: Order,
  { out, err }: Pick<CliContext, "out" | "err">,
): Promise<Checked | undefined> {
  const findings: Finding[] = [];
  try {
    for await (const finding of runFacts(order.topics, probe)) {
      if (!order.json && findings.at(-1)?.topic !== finding.topic) out(`\n${finding.topic}\n`);
      if (!order.json) out(findingText(finding));
      findings.push(finding);
    }
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    const codes = [error.code, error.subcode].filter((code) => code !== undefined).join("/");
    const words = shortened(probe.redact(error.message), 300);
    err(`\nThe API does not accept the token (code ${codes}): ${words}\n`);
    return undefined;
  }
  const summary = summaryOf(findings, probe.cost);
  if (!order.json) out(summaryText(summary));
  return { findings, summary };
}
