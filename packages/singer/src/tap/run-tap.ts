import { buildCatalog } from "../catalog/build-catalog.ts";
import { InvalidInputError } from "../errors.ts";
import { checkColumns } from "../catalog/flatten.ts";
import type { CommandHost } from "../host/host.ts";
import { print } from "../host/print.ts";
import { OutputSink } from "../host/output-sink.ts";
import { runCommand } from "../command/run-command.ts";
import { selectStreams, type SelectedStream } from "../catalog/selection.ts";
import type { SettingDefinitions } from "../settings/setting.ts";
import type { StopControl } from "../host/stop-control.ts";
import { storeState, superviseSync } from "./supervise-sync.ts";
import { runDry } from "./run-dry.ts";
import type { RunWatch } from "./run-watch.ts";
import type { TapDefinition, TapRun } from "./tap-definition.ts";
import { flatteningOf, mapperOf } from "./capability-settings.ts";
import { readSetup } from "./read-setup.ts";
import { readTapSettings, type TapContext } from "./tap-input.ts";
import { tapKindOf } from "./tap-kind.ts";
import { TapOutput } from "./written/tap-output.ts";
import { runWatched, type WatchedRun } from "./run-watched.ts";

/**
 * Runs a tap's command line: help, about, discovery, test, subcommands or a sync.
 *
 * The last line of a sync is STATE when the exit code is 0, 4 or 5, and with any exit code after a RECORD or where the sync
 * was given a state.
 *
 * @returns the exit code, when everything is written.
 *
 * @example
 * ```ts
 * import process from "node:process";
 * import { endProcess, nodeHost, runTap, type StreamDeclaration, type TapDefinition } from "@tap-instagram/singer";
 *
 * const schema = { type: "object", properties: { id: { type: ["string"] } } } as const;
 * const posts: StreamDeclaration = {
 *   name: "posts",
 *   keyProperties: ["id"],
 *   replicationMethod: "FULL_TABLE",
 *   schema,
 * };
 * const tap: TapDefinition = {
 *   name: "tap-blog",
 *   version: "1.0.0",
 *   description: "Reads the posts of a blog.",
 *   capabilities: ["catalog", "discover"],
 *   settings: {},
 *   streams: () => [posts],
 *   async sync({ streams, output }) {
 *     for (const stream of streams) await output.record(stream, { id: "1" });
 *     return 0;
 *   },
 * };
 * endProcess(process, await runTap(tap, nodeHost(process)));
 * ```
 */
export async function runTap<D extends SettingDefinitions, W extends RunWatch>(
  tap: TapDefinition<D, W>,
  host: CommandHost,
): Promise<number> {
  return runCommand(tap, tapKindOf(tap), host, async (context) => {
    return runWatched(tap, context, (watched) =>
      context.flags.discover ? discover(tap, context) : sync(tap, watched),
    );
  });
}

async function discover<D extends SettingDefinitions, W extends RunWatch>(
  tap: TapDefinition<D, W>,
  context: TapContext,
): Promise<number> {
  let streams = tap.streams();
  try {
    const settings = readTapSettings(tap, context);
    streams = tap.streams(settings);
    streams = mapperOf(settings, streams)?.declared(streams) ?? streams;
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    context.logger.warning([error.message, "Discovery works without settings, a sync does not"]);
  }
  // Indented: Meltano reads discovery by lines of at most 64 KiB.
  await print(context.host, JSON.stringify(buildCatalog(streams), null, 2));
  return 0;
}

async function sync<D extends SettingDefinitions, W extends RunWatch>(
  tap: TapDefinition<D, W>,
  { context, stop, watch }: WatchedRun<W>,
): Promise<number> {
  const { flags, host, logger } = context;
  const { settings, sources, catalog, declarations, mapper, bookmarks } = await readSetup(tap, context);
  if (sources.length > 0) logger.info(`Settings of ${tap.name} come from ${sources.join(", ")}`);
  const { test } = flags;
  const offered =
    test === undefined ? declarations : declarations.map((one) => ({ ...one, selectedByDefault: true }));
  const selected = selectStreams(offered, catalog, (text) => logger.warning(text));
  const streams = mapper?.read(selected) ?? selected;
  for (const warning of mapper?.warnings ?? []) logger.warning(warning);
  const flattening = flatteningOf(settings);
  if (flattening !== undefined)
    checkColumns(mapper === undefined ? streams : streams.map((one) => mapper.outgoing(one)), flattening);
  if (flags["dry-run"]) return runDry(tap, context, { settings, streams, bookmarks });
  const sink = new OutputSink(host.stdout, () => stop.stop("closed output"));
  const recordLimit = test === undefined ? undefined : 1;
  const isVersioned = settings.emit_activate_version_messages === true;
  const output: TapOutput = new TapOutput({
    write: (line) => sink.line(line),
    bookmarks,
    logger,
    now: () => host.now(),
    elapsedMs: () => host.elapsedMs(),
    flattening,
    mapper,
    version: isVersioned ? Math.floor(host.now() / 1000) : undefined,
    recordLimit,
    onRecord: recordLimit === undefined ? undefined : () => endOfTest(streams, output, stop),
  });
  if (test === "schema") {
    for (const stream of streams) await output.schema(stream);
    await sink.flush();
    return 0;
  }
  const unlisten = stop.listen(host, (signal) => {
    logger.info(`${signal} received: finishing what has begun, then stopping. Send it again to stop at once`);
    sink.abandonAfter(unreadForMs);
  });
  try {
    const run: TapRun<D, W> = {
      settings,
      configs: flags.config,
      streams,
      bookmarks,
      output,
      logger,
      signal: stop.signal,
      now: () => host.now(),
      // Records on the same terminal would break the line.
      progress: (figures) => {
        if (!host.stdout.isTTY) context.progress.show(figures);
      },
      recordLimit,
      watch,
    };
    return await superviseSync(tap, run, {
      sink,
      stop,
      isTest: test !== undefined,
      isResumed: flags.state !== undefined,
      elapsedMs: () => host.elapsedMs(),
    });
  } finally {
    try {
      // Without a reader, nothing has the records that the state speaks of.
      if (!sink.isClosed) await storeState(tap, context, bookmarks);
    } finally {
      unlisten();
    }
  }
}

/** How long a stop waits for a reader that does not read. */
const unreadForMs = 5000;

/** A test ends when every stream has a record. */
function endOfTest(streams: readonly SelectedStream[], output: TapOutput, stop: StopControl): void {
  const counts = output.recordCounts;
  if (streams.every(({ name }) => (counts.get(name) ?? 0) > 0)) stop.stop("test complete");
}
