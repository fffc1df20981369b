import { setImmediate } from "node:timers/promises";
import type { GraphClient, InstagramAccount } from "@tap-instagram/core";
import type { SyncLogger } from "../log/logger.ts";
import { RequestLog } from "../log/request-log.ts";
import { sync } from "../sync/sync.ts";
import { cycleOf, type PlanRequest } from "./plan-sync.ts";
import { RehearsalClient } from "./rehearsal-client.ts";
import { RehearsalSink } from "./rehearsal-sink.ts";

/** So many accounts are looked at; the others are taken for as costly as these. */
const mostAccounts = 50;

const silent: SyncLogger = {
  debug: () => undefined,
  info: () => undefined,
  warning: () => undefined,
  error: () => undefined,
  forStream: () => silent,
};

/**
 * About how many calls a sync of these accounts makes, beyond finding them. It asks the API nothing: posts are as many as
 * the profile counts, of no particular kind, and there are no stories. A dry run looks at the posts, and is nearer.
 */
export async function estimateCalls(
  request: Omit<PlanRequest, "logger">,
  accounts: readonly InstagramAccount[],
): Promise<number> {
  let calls = 0;
  const looked = accounts.slice(0, mostAccounts);
  const ofEach = request.groups.filter((group) => group.kind !== "walk" || !group.isSameForAll);
  for (const [at, account] of looked.entries()) {
    calls += await callsOf(at === 0 ? request : { ...request, groups: ofEach }, account);
    // The sync goes on beside this.
    await setImmediate();
    request.signal.throwIfAborted();
  }
  return looked.length === 0 ? 0 : Math.round((calls / looked.length) * accounts.length);
}

async function callsOf(request: Omit<PlanRequest, "logger">, account: InstagramAccount): Promise<number> {
  const requests = new RequestLog(silent);
  const { media_count: counted } = account.profile;
  const posts = typeof counted === "number" ? counted : 0;
  const sample = { nodes: { media: [], stories: [], tags: [] }, posts, longer: ["media"] } as const;
  const sink = new RehearsalSink(request.stored);
  const begin = async (graph: GraphClient) =>
    new RehearsalClient(graph, {
      samples: new Map([[account.id, sample]]),
      calls: requests.calls,
      madeUp: { nowMs: request.now(), cycleDays: cycleOf(request.settings) },
      areEmpty: (...days) => sink.areEmpty(...days),
    });
  await sync({
    ...request,
    logger: silent,
    sink,
    requests,
    rehearsal: { accountFields: [], found: [account], begin },
    onProgress: () => undefined,
  });
  return requests.calls.entries.reduce((sum, entry) => sum + entry.calls, 0);
}
