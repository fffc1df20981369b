import { QuotaExhaustedError } from "@tap-instagram/core";
import { defineSubcommand, type Subcommand } from "@tap-instagram/singer";
import { RequestLog, sync, verdictOf, type Ports, type Verdict } from "tap-instagram/engine";
import { commandFlags, required } from "../session/flags.ts";
import { inSession, type Session } from "../session/session.ts";
import { withLivingToken } from "../token/renew-token.ts";
import { offeredStreams } from "../catalog/streams.ts";
import { AirbyteSink } from "./airbyte-sink.ts";
import { readInput, type ReadInput } from "./read-input.ts";
import { rateLimited } from "./stream-failures.ts";
import { tellUnknown } from "./unknown-streams.ts";
import { streamGroups } from "tap-instagram/engine";

/** `read`: the records of a configured catalog. */
export function readCommandOf(ports: Ports): Subcommand {
  return defineSubcommand({
    summary: "Read the streams of a configured catalog, as RECORD and STATE messages",
    description:
      "Exit code 0 if every configured stream is complete, else 1: the TRACE messages say why. 2 for wrong flags, " +
      "143 after SIGTERM, which leaves a STATE to go on from.",
    flags: {
      ...commandFlags,
      catalog: { value: "FILE", isInput: true, help: "Configured catalog as JSON" },
      state: {
        value: "FILE",
        isInput: true,
        help: "State as JSON: what the last read printed, or Airbyte's own connector",
      },
    },
    async run(run) {
      const { flags } = run;
      const files = {
        config: required("read", "config", flags.config),
        catalog: required("read", "catalog", flags.catalog),
        state: flags.state,
      };
      return inSession(run, flags.debug, (session) => read(readInput(files, session), session, ports));
    },
  });
}

async function read(input: ReadInput, session: Session, ports: Ports): Promise<number> {
  const { selection, bookmarks } = input;
  const { output, logger, redact, signal } = session;
  const areFailuresWarnings = input.config.settings.partial_failures === "warn";
  await tellUnknown(selection.unknown, offeredStreams(input.config.settings), session, areFailuresWarnings);
  const hasUnknown = selection.unknown.length > 0;
  if (selection.streams.length === 0) {
    logger.warning("The catalog selects no stream of this source: nothing to read");
    return hasUnknown && !areFailuresWarnings ? 1 : 0;
  }
  const { settings } = await withLivingToken(input.config, input.path, session, ports);
  const { streams } = selection;
  const sink = new AirbyteSink({ output, logger, streams, bookmarks, redact, areFailuresWarnings, signal });
  // What cannot be written shows at the next record.
  const onWait = (waitMs: number) => void sink.waiting(waitMs).catch(() => undefined);
  try {
    const book = await sync({
      groups: streamGroups(settings),
      selections: streams,
      settings,
      sink,
      logger,
      requests: new RequestLog(logger, onWait),
      now: () => session.host.now(),
      signal,
      ports,
      onProgress: () => undefined,
    });
    await sink.finish(undefined);
    if (sink.areAllComplete && !hasUnknown) return 0;
    return await exitCodeOf(verdictOf(book), areFailuresWarnings, session);
  } catch (error) {
    const isQuota = error instanceof QuotaExhaustedError;
    const resetMs =
      isQuota && error.retryAfterMs !== undefined ? output.now() + error.retryAfterMs : undefined;
    await sink.finish(isQuota ? [rateLimited(resetMs)] : undefined);
    throw error;
  }
}

async function exitCodeOf(
  verdict: Verdict,
  areFailuresWarnings: boolean,
  { output }: Session,
): Promise<0 | 1> {
  if (areFailuresWarnings && (verdict === "complete" || verdict === "incomplete")) return 0;
  // The platform takes an end without an error for one without a reason.
  if (verdict === "not-permitted" || output.errors === 0)
    await output.error({
      message:
        verdict === "not-permitted"
          ? "Nothing could be read. Test the source in its settings: the result names what is missing, and where to click"
          : "Not every stream is complete. The log says what is missing",
      failure_type: verdict === "not-permitted" ? "config_error" : "transient_error",
    });
  return 1;
}
