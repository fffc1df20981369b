import type { GraphHost, InstagramAccount } from "@tap-instagram/core";
import { FieldMemory } from "@tap-instagram/core/matrix";
import { Book } from "../book/book.ts";
import { clientOf } from "../client/client.ts";
import { warnOfToken } from "../client/token-check.ts";
import { asVersionFailure } from "../client/unknown-version.ts";
import { forEachConcurrently } from "../concurrency/for-each-concurrently.ts";
import { runIdOf } from "../log/run-id.ts";
import { MentionSpool } from "../mentions/mention-spool.ts";
import { warnOfFutureStart } from "../settings/future-start.ts";
import { namedProxy, proxyNote } from "../proxy/proxy-settings.ts";
import type { Settings } from "../settings/settings.ts";
import { accountFieldsOf } from "./accounts/account-fields.ts";
import { findAccounts } from "./accounts/find-accounts.ts";
import { jobs, withoutProfile } from "./accounts/jobs.ts";
import { asSinkAccount } from "./accounts/sink-account.ts";
import { bookTheRest, type LeftStream } from "./outcome/book-the-rest.ts";
import { isReplacedAsAWhole } from "./outcome/replaced-as-a-whole.ts";
import { nameOf, SyncReport } from "./outcome/report.ts";
import { sampleOfTrial } from "./sample.ts";
import { StateThrottle } from "./state-throttle.ts";
import { StreamEnds } from "./outcome/stream-ends.ts";
import type { StreamSelection } from "./sink.ts";
import type { StreamGroup } from "./stream-group.ts";
import { logReasons, logSummary } from "./outcome/summary.ts";
import type { SyncRequest, SyncRun } from "./sync-run.ts";
import { Timelines } from "./progress/timelines.ts";

/**
 * Reads the selected streams of every account. Accounts and walks go side by side; the records of each stream and
 * account come in order.
 *
 * @returns the book of the run: what was expected, and what became of it.
 * @throws GraphError, NoInstagramAccountError, UnknownVersionError when nothing can be read.
 *
 * @example
 * ```ts
 * import { RequestLog, streamGroups, sync, type Settings, type Sink, type SyncLogger } from "tap-instagram/engine";
 *
 * declare const settings: Settings;
 * declare const sink: Sink;
 * declare const logger: SyncLogger;
 * const book = await sync({
 *   groups: streamGroups(settings),
 *   selections: [{ name: "users", isIncremental: false, columns: { id: {}, username: {} } }],
 *   settings,
 *   sink,
 *   logger,
 *   requests: new RequestLog(logger),
 *   now: () => Date.now(),
 *   signal: new AbortController().signal,
 *   ports: {},
 *   onProgress: ({ records }) => console.log(records),
 * });
 * console.log(book.totals());
 * ```
 */
export async function sync(request: SyncRequest): Promise<Book> {
  const { groups, selections, sink, logger, requests, rehearsal, signal, isTrial = false } = request;
  const sample = isTrial ? sampleOfTrial : undefined;
  const settings = sample ? withPageSize(request.settings, sample.pageSize) : request.settings;
  const walks = groups.filter((group) => group.kind === "walk");
  const ofWalks = selections.filter(({ name }) => isAmong(walks, name));
  const descriptions = new Map(
    groups.flatMap(({ streams }) => streams.map((stream) => [stream.name, stream] as const)),
  );
  const { book = new Book(request.now) } = request;
  const report = new SyncReport(logger);
  const states = new StateThrottle(() => sink.checkpoint());
  const ends = new StreamEnds(sink, book);
  const nowMs = request.now();
  const run: SyncRun = {
    graph: clientOf(settings, requests.observer, request.ports),
    settings,
    logger,
    nowMs,
    label: { id: request.runId ?? runIdOf(nowMs, request.ports), startedMs: nowMs },
    fieldMemory: new FieldMemory(),
    timelines: new Timelines(),
    insightsAsked: new WeakMap(),
    mentions: spoolOf(settings, isTrial || rehearsal !== undefined),
    warnOnce: (text, topic) => report.warnOnce(text, topic),
    warnOfNames: (fate, names, advice) => report.warnOfNames(fate, names, advice),
    book,
    report,
    sample,
    calls: requests.calls,
    bookmark: (position) => sink.bookmark(position),
    bookmarkMoved: (position, value) => sink.bookmarkMoved(position, value),
    memory: (position) => sink.memory(position),
    remember: (position, memory) => sink.remember(position, memory),
    record: (stream, record) => {
      states.countRecord();
      return sink.record(stream, record);
    },
    checkpoint: () => states.checkpoint(),
  };
  warnOfFutureStart(settings, nowMs, logger);
  const { env = {} } = request.ports ?? {};
  const through = namedProxy(env) ? `: ${proxyNote(env)}` : "";
  logger.info(`Requests go to ${apiHost(settings.api_url, run.graph.host)}${through}`);
  for (const selection of selections) {
    ends.started(selection);
    await sink.streamStarted(selection);
  }
  let accounts: readonly InstagramAccount[] = [];
  try {
    if (!rehearsal?.found) await warnOfToken({ ...run, configs: request.configs }, request.ports, signal);
    const fields = [...accountFieldsOf(selections, descriptions, walks), ...(rehearsal?.accountFields ?? [])];
    let stored = 0;
    if (rehearsal?.found) accounts = rehearsal.found;
    else ({ accounts, stored } = await findAccounts(run, [...new Set(fields)], sink, signal));
    request.onAccounts?.(accounts);
    await sink.accountsFound?.(accounts.map(asSinkAccount));
    states.expect(accounts.length, stored);
    await ends.expect(ofWalks, accounts.length);
    const edges = walks.flatMap((group) => group.edgeOf(selections) ?? []);
    const graph = (await rehearsal?.begin(run.graph, accounts, edges, signal)) ?? run.graph;
    const opened = walks.flatMap((group) => group.open({ ...run, graph }, selections) ?? []);
    report.accounts.expect(accounts.length, opened.length);
    const waiting = [...accounts];
    accounts = accounts.map(withoutProfile);
    await forEachConcurrently(
      jobs(waiting, opened),
      settings.concurrency,
      signal,
      async ({ account, group }, either) => {
        await group.read(account, either);
        for (const selection of group.selections) await ends.partEnded(selection);
        report.accounts.partEnded({ id: account.id, name: nameOf(account) });
        request.onProgress({ records: states.records, quotaCalls: requests.quotaCalls });
      },
    );
    for (const selection of isTrial ? [] : selections) {
      if (!selection.isIncremental && isReplacedAsAWhole(book, descriptions.get(selection.name), settings))
        await sink.streamReplaced(selection);
    }
  } catch (error) {
    // A trial stops when every stream has a record: what it did not ask for is not missing.
    if (!isTrial || !signal.aborted)
      bookTheRest(book, leftOf(walks, ofWalks), accounts, error, endOf(request));
    throw await asVersionFailure(error, run, signal);
  } finally {
    // A trial leaves nothing behind.
    if (!isTrial) sink.accountsSeen(accounts);
    for (const group of groups) {
      const written = group.kind === "book" ? await group.write(run, selections) : undefined;
      if (written) await ends.ended(written);
    }
    if (request.lastLines === "reasons") logReasons(book, logger);
    else logSummary(book, descriptions, logger);
    await ends.finish();
  }
  return book;
}

function isAmong(groups: readonly StreamGroup[], stream: string): boolean {
  return groups.some(({ streams }) => streams.some(({ name }) => name === stream));
}

function leftOf(walks: readonly StreamGroup[], selections: readonly StreamSelection[]): LeftStream[] {
  const sameForAll = walks.filter((group) => group.kind === "walk" && group.isSameForAll);
  return selections.map(({ name }) => ({ name, isSameForAll: isAmong(sameForAll, name) }));
}

/** @throws InvalidInputError for a setting that leads to no folder. */
function spoolOf({ webhook_spool: path }: Settings, isReadOnly: boolean): MentionSpool | undefined {
  if (path === undefined) return undefined;
  const spool = new MentionSpool(path, { isReadOnly });
  spool.check();
  return spool;
}

function withPageSize(settings: Settings, most: number): Settings {
  return { ...settings, page_size: Math.min(settings.page_size, most) };
}

function apiHost(url: string | undefined, host: GraphHost): string {
  return url === undefined ? `graph.${host}.com` : new URL(url).host;
}

/** Why a sync ended from outside; `undefined` where it did not. */
function endOf({ signal, isOutOfTime }: SyncRequest): "stopped" | "out-of-time" | undefined {
  if (isOutOfTime?.()) return "out-of-time";
  return signal.aborted ? "stopped" : undefined;
}
