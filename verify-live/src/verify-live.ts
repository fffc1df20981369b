import { AuthError, hostBaseUrls, type Clock, type Fetch } from "@tap-instagram/core";
import { topics } from "./run/topics.ts";
import { shortened } from "./verdict/describe.ts";
import { readFlags, type Order } from "./command/flags.ts";
import { Probe } from "./asking/probe.ts";
import { factText, findingText, listJson, runJson, summaryOf, summaryText } from "./command/report.ts";
import { runFacts, type Finding } from "./run/run-facts.ts";
import { readSettings, UsageError } from "./command/settings.ts";
import { usage } from "./command/usage.ts";

/** What the command takes from the process. */
export interface CliContext {
  readonly args: readonly string[];
  readonly environment: { readonly [name: string]: string | undefined };
  readonly fetch: Fetch;
  readonly clock: Clock;
  out: (text: string) => void;
  err: (text: string) => void;
}

export const exitCodes = { agrees: 0, differs: 1, usage: 2, token: 3 } as const;

/** Runs the command. Gives its exit code. */
export async function verifyLive(context: CliContext): Promise<number> {
  try {
    const order = readFlags(context.args, topics);
    if (order.task === "help") context.out(usage);
    else if (order.task === "list") list(order, context);
    else return await check(order, context);
    return exitCodes.agrees;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    context.err(`${error.message}\n`);
    return exitCodes.usage;
  }
}

function list(order: Order, { out }: CliContext): void {
  if (order.json) out(listJson(order.topics));
  else for (const { name, facts } of order.topics) out(`${name}\n${facts.map(factText).join("")}\n`);
}

async function check(order: Order, { environment, fetch, clock, out, err }: CliContext): Promise<number> {
  const settings = readSettings(environment);
  const probe = new Probe({ ...settings, fetch, clock });
  const findings: Finding[] = [];
  if (!order.json) {
    const where =
      settings.baseUrl === undefined ? hostBaseUrls[settings.host] : "the address in VERIFY_LIVE_API_URL";
    out(`Asking ${where}, ${settings.apiVersion}; nothing is written there\n`);
  }
  try {
    for await (const finding of runFacts(order.topics, probe)) {
      if (!order.json && findings.at(-1)?.topic !== finding.topic) out(`\n${finding.topic}\n`);
      if (!order.json) out(findingText(finding));
      findings.push(finding);
    }
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    const codes = [error.code, error.subcode].filter((code) => code !== undefined).join("/");
    err(
      `\nThe API does not accept the token (code ${codes}): ${shortened(probe.redact(error.message), 300)}\n`,
    );
    return exitCodes.token;
  }
  const summary = summaryOf(findings, probe.cost);
  out(order.json ? runJson(findings, summary, settingsShown(probe)) : summaryText(summary));
  return summary.differs + summary.refused > 0 ? exitCodes.differs : exitCodes.agrees;
}

function settingsShown({ host, apiVersion }: Probe): { host: string; apiVersion: string } {
  return { host, apiVersion };
}
