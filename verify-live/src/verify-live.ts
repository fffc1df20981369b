import { hostBaseUrls } from "@tap-instagram/core";
import { Probe } from "./asking/probe.ts";
import { checkFacts } from "./command/check-facts.ts";
import { exitCodes, type CliContext } from "./command/context.ts";
import { readFlags, type Order } from "./command/flags.ts";
import { checkFolder, recordRun } from "./command/record.ts";
import { replay } from "./command/replay.ts";
import { factText, listJson, runJson } from "./command/report.ts";
import { readSettings, UsageError } from "./command/settings.ts";
import { usage } from "./command/usage.ts";
import { ExchangeKeeper } from "./recording/raw-exchange.ts";
import { LeakError } from "./recording/make-recording.ts";
import { topics } from "./run/topics.ts";

/** Runs the command. Gives its exit code. */
export async function verifyLive(context: CliContext): Promise<number> {
  try {
    const order = readFlags(context.args, topics);
    if (order.task === "help") context.out(usage);
    else if (order.task === "list") list(order, context);
    else if (order.replay !== undefined) return await replay(order.replay, order, context);
    else return await check(order, context);
    return exitCodes.agrees;
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof LeakError)) throw error;
    context.err(`${error.message}\n`);
    return exitCodes.usage;
  }
}

function list(order: Order, { out }: CliContext): void {
  if (order.json) out(listJson(order.topics));
  else for (const { name, facts } of order.topics) out(`${name}\n${facts.map(factText).join("")}\n`);
}

async function check(order: Order, context: CliContext): Promise<number> {
  const { environment, clock, out } = context;
  const settings = readSettings(environment);
  const { host, apiVersion, baseUrl } = settings;
  if (order.record !== undefined) await checkFolder(order.record, order.isConfirmed, context);
  const keeper = new ExchangeKeeper(context.fetch);
  const fetch = order.record === undefined ? context.fetch : keeper.fetch;
  const probe = new Probe({ ...settings, fetch, clock });
  if (!order.json) {
    const where = baseUrl === undefined ? hostBaseUrls[host] : "the address in VERIFY_LIVE_API_URL";
    out(`Asking ${where}, ${apiVersion}; nothing is written there\n`);
  }
  const checked = await checkFacts(probe, order, context);
  if (checked === undefined) return exitCodes.token;
  const { findings, summary } = checked;
  if (order.json) out(runJson(findings, summary, { host, apiVersion }));
  if (order.record !== undefined) {
    await recordRun(order.record, order.isConfirmed, { probe, keeper, settings }, context);
  }
  return summary.differs + summary.refused > 0 ? exitCodes.differs : exitCodes.agrees;
}
