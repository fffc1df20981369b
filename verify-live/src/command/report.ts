import type { Topic } from "../run/topics.ts";
import type { Fact } from "../facts/fact.ts";
import type { Finding } from "../run/run-facts.ts";

/** What a run came to. */
export interface Summary {
  readonly agrees: number;
  readonly differs: number;
  readonly refused: number;
  readonly notTestable: number;
  readonly requests: number;
  readonly quotaCalls: number;
}

/** One fact of `--dry-run`. */
export function factText(fact: Fact): string {
  return [
    `  ${fact.name}`,
    `    ${fact.claim}`,
    `    ${fact.certainty}; ${fact.hosts.join(" and ")} host; relied on by ${fact.reliedOnBy}`,
    `    ${fact.source}`,
    "",
  ].join("\n");
}

/** One fact of a run: a line if it agrees, more if it does not. */
export function findingText({ fact, outcome }: Finding): string {
  switch (outcome.verdict) {
    case "agrees":
      return `  agrees        ${fact.name}${outcome.found === undefined ? "" : `: ${outcome.found}`}\n`;
    case "refused":
      return [
        `  REFUSED       ${fact.name}: ${outcome.found}`,
        ...(outcome.hint === undefined ? [] : [`                ${outcome.hint}`]),
        "",
      ].join("\n");
    case "not-testable":
      return `  not testable  ${fact.name}: needs ${outcome.missing}\n`;
    default:
      return [
        `  DIFFERS       ${fact.name}`,
        `                claim:     ${fact.claim}`,
        `                expected:  ${outcome.expected}`,
        `                found:     ${outcome.found}`,
        `                matters:   ${fact.reliedOnBy}`,
        `                see:       ${fact.source}`,
        "",
      ].join("\n");
  }
}

export function summaryOf(
  findings: readonly Finding[],
  cost: { requests: number; quotaCalls: number },
): Summary {
  const count = (verdict: Finding["outcome"]["verdict"]) =>
    findings.filter(({ outcome }) => outcome.verdict === verdict).length;
  return {
    agrees: count("agrees"),
    differs: count("differs"),
    refused: count("refused"),
    notTestable: count("not-testable"),
    ...cost,
  };
}

export function summaryText(summary: Summary): string {
  const { agrees, differs, refused, notTestable, requests, quotaCalls } = summary;
  const counts = `${agrees} agree, ${differs} differ, ${refused} refused, ${notTestable} not testable`;
  return `\n${counts}. ${quotaCalls} ${quotaCalls === 1 ? "call" : "calls"} of quota in ${requests} ${requests === 1 ? "request" : "requests"}\n`;
}

/** `--json` of a run. */
export function runJson(
  findings: readonly Finding[],
  summary: Summary,
  others: { host: string; apiVersion: string; [name: string]: unknown },
): string {
  const facts = findings.map(({ topic, fact, outcome }) => ({ ...plain(topic, fact), ...outcome }));
  return `${JSON.stringify({ ...others, ...summary, facts }, null, 2)}\n`;
}

/** `--json` of `--dry-run`. */
export function listJson(topics: readonly Topic[]): string {
  const facts = topics.flatMap(({ name, facts: ofTopic }) => ofTopic.map((fact) => plain(name, fact)));
  return `${JSON.stringify({ facts }, null, 2)}\n`;
}

function plain(topic: string, { name, claim, source, certainty, reliedOnBy, hosts }: Fact) {
  return { name, topic, claim, source, certainty, reliedOnBy, hosts };
}
