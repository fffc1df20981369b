import type { GraphClient, InstagramAccount } from "@tap-instagram/core";
import type { Book } from "../book/book.ts";
import { forEachConcurrently } from "../concurrency/for-each-concurrently.ts";
import type { SyncLogger } from "../log/logger.ts";
import { CallCounts } from "../log/call-counts.ts";
import { RequestLog } from "../log/request-log.ts";
import { mediaPolls } from "../streams/edges/media-polls.ts";
import type { StreamSelection } from "../sync/sink.ts";
import type { MediaListName } from "../sync/stream.ts";
import { sync } from "../sync/sync.ts";
import type { SyncRequest } from "../sync/sync-run.ts";
import { readSample, type AccountSample } from "./account-sample.ts";
import { plannedAccount, type CallPlan } from "./call-plan.ts";
import { notesOf } from "./plan-notes.ts";
import { RehearsalClient } from "./rehearsal-client.ts";
import { RehearsalSink } from "./rehearsal-sink.ts";

/** What a plan needs: everything of a sync but a place for its records. */
export type PlanRequest = Omit<SyncRequest, "requests" | "sink" | "rehearsal" | "isTrial" | "onProgress"> & {
  readonly stored: ConstructorParameters<typeof RehearsalSink>[0];
};

/** A plan, and what the discovery of accounts has to say. */
export interface PlannedSync {
  readonly plan: CallPlan;
  readonly accounts: Book["accounts"];
}

/**
 * Finds out how many calls a sync will make: finds the accounts, looks at each with one call at most, and goes through the
 * sync with a client that asks nothing. It reads no insights.
 *
 * @throws GraphError, NoInstagramAccountError, UnknownVersionError as a sync.
 */
export async function planSync(request: PlanRequest): Promise<PlannedSync> {
  const { settings, logger, now } = request;
  const requests = new RequestLog(logger, undefined, undefined, new CallCounts({ byAccount: true }));
  const sink = new RehearsalSink(request.stored);
  const samples = new Map<string, AccountSample>();
  let found: readonly InstagramAccount[] = [];
  let discovery = 0;
  let client: RehearsalClient | undefined;
  let isRehearsing = false;
  const begin = async (
    graph: GraphClient,
    accounts: readonly InstagramAccount[],
    edges: readonly MediaListName[],
    signal: AbortSignal,
  ): Promise<GraphClient> => {
    found = accounts;
    discovery = requests.calls.elsewhere;
    // Only a poll costs a call of its own by what the API says of a post, and only this host serves it.
    const arePollsRead = graph.host === "facebook" && request.selections.some(isOfPolls);
    const doubtful = new Set(arePollsRead ? ["has_poll"] : []);
    await forEachConcurrently(accounts, settings.concurrency, signal, async (account, either) => {
      samples.set(account.id, await readSample(graph, account, edges, doubtful, either));
    });
    isRehearsing = true;
    client = new RehearsalClient(graph, {
      samples,
      calls: requests.calls,
      madeUp: { nowMs: now(), cycleDays: cycleOf(settings) },
      areEmpty: (...days) => sink.areEmpty(...days),
    });
    return client;
  };
  const book = await sync({
    ...request,
    sink,
    requests,
    // What a rehearsal says of days and posts is made up.
    logger: quietOnce(logger, () => isRehearsing),
    rehearsal: { accountFields: ["media_count"], begin },
    onProgress: () => undefined,
  });
  const { elsewhere, entries } = requests.calls;
  const plan: CallPlan = {
    discovery,
    accounts: found.map((account) => plannedAccount(account, entries)),
    streams: request.selections.map(({ name }) => name),
    notes: notesOf({
      samples,
      settings,
      unread: streamsFromTheBeginning(sink, client),
      nowMs: now(),
      hasHashtags: client?.hasHashtags ?? false,
      hasRivals: client?.hasRivals ?? false,
    }),
    made: elsewhere,
  };
  return { plan, accounts: book.accounts };
}

function isOfPolls({ name }: StreamSelection): boolean {
  return name === mediaPolls.name;
}

/** Streams of days that are read from their first day on. */
function streamsFromTheBeginning(sink: RehearsalSink, client: RehearsalClient | undefined): string[] {
  return [...(client?.streamsOfDays ?? [])].filter((stream) => sink.firstRuns.has(stream));
}

/** After so many days every tier has had each of its posts once. */
export function cycleOf({ media_insights_tiers: tiers = [] }: SyncRequest["settings"]): number {
  const most = 840;
  return tiers.reduce((cycle, { every_days: days }) => Math.min(leastCommonMultiple(cycle, days), most), 1);
}

function leastCommonMultiple(a: number, b: number): number {
  let [divisor, rest] = [a, b];
  while (rest > 0) [divisor, rest] = [rest, divisor % rest];
  return (a * b) / divisor;
}

/** A logger that falls silent. */
function quietOnce(logger: SyncLogger, isQuiet: () => boolean): SyncLogger {
  const unless = (say: (message: string) => void) => (message: string) => {
    if (!isQuiet()) say(message);
  };
  return {
    debug: unless((message) => logger.debug(message)),
    info: unless((message) => logger.info(message)),
    warning: unless((message) => logger.warning(message)),
    error: unless((message) => logger.error(message)),
    forStream: (name) => quietOnce(logger.forStream(name), isQuiet),
  };
}
