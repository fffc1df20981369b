import { join } from "node:path";
import { hostBaseUrls, type Clock } from "@tap-instagram/core";
import { Probe } from "../asking/probe.ts";
import { readRecording, recordingName, type Recording } from "../recording/recording.ts";
import { startReplayServer, type ReplayCounts } from "../recording/replay/replay-server.ts";
import { runTapOnce, type TapOutcome } from "../run/run-tap.ts";
import { checkFacts } from "./check-facts.ts";
import { exitCodes, type CliContext } from "./context.ts";
import type { Order } from "./flags.ts";
import { runJson } from "./report.ts";
import { UsageError } from "./settings.ts";

const shownQuestions = 20;

/** Checks the facts and runs the tap against recorded answers. Gives the exit code. */
export async function replay(folder: string, order: Order, context: CliContext): Promise<number> {
  const recording = await recordingIn(folder, context);
  const server = await startReplayServer(recording);
  try {
    const { host, apiVersion, account } = recording;
    const nowMs = Date.parse(recording.recordedAt);
    const clock: Clock = { now: () => nowMs, sleep: async () => {} };
    const asking = { accessToken: server.token, baseUrl: server.url, apiVersion, account };
    const probe = new Probe({ ...asking, host, clock, fetch: context.fetch });
    if (!order.json) context.out(introduction(recording));
    const checked = await checkFacts(probe, order, context);
    if (checked === undefined) return exitCodes.token;
    const tap = await runTapOnce({ ...asking, nowMs, clock, fetch: context.fetch });
    const counts = server.counts();
    const { findings, summary } = checked;
    context.out(
      order.json
        ? runJson(findings, summary, { host, apiVersion, tap, replay: counts })
        : tapText(tap, counts),
    );
    return summary.differs + summary.refused > 0 ? exitCodes.differs : exitCodes.agrees;
  } finally {
    await server.close();
  }
}

async function recordingIn(folder: string, { files }: CliContext): Promise<Recording> {
  const path = join(folder, recordingName);
  const text = await files.read(path);
  if (text === undefined)
    throw new UsageError(`Cannot use --replay "${folder}": there is no ${recordingName}`);
  const recording = readRecording(text);
  if (recording === undefined) {
    throw new UsageError(`Cannot use --replay "${folder}": ${path} is not a recording of format 1`);
  }
  return recording;
}

function introduction({ host, apiVersion, recordedAt, exchanges }: Recording): string {
  const where = `${hostBaseUrls[host]}, ${apiVersion}`;
  return `Replaying ${exchanges.length} ${exchanges.length === 1 ? "answer" : "answers"} of ${where}, recorded ${recordedAt}; no request leaves this machine\n`;
}

function tapText(
  { exitCode, records, log }: TapOutcome,
  { recorded, similar, missing }: ReplayCounts,
): string {
  const streams = Object.entries(records).map(([stream, count]) => `${stream} ${count}`);
  return [
    "",
    `tap-instagram --test ended with exit code ${exitCode}; records: ${streams.join(", ") || "none"}`,
    ...log.map((line) => `  ${line}`),
    "",
    `Questions: ${recorded} answered as recorded, ${similar} with a similar answer, ${missing.length} not in the recording`,
    ...missing.slice(0, shownQuestions).map((question) => `  ${question}`),
    ...(missing.length > shownQuestions ? [`  and ${missing.length - shownQuestions} more`] : []),
    "",
  ].join("\n");
}
