import { join } from "node:path";
import { NotTestableError } from "../verdict/outcome.ts";
import type { Probe } from "../asking/probe.ts";
import { makeRecording, type DraftRecording } from "../recording/make-recording.ts";
import type { ExchangeKeeper } from "../recording/raw-exchange.ts";
import { recordingName } from "../recording/recording.ts";
import { runTapOnce } from "../run/run-tap.ts";
import { findAccount } from "../subjects/account.ts";
import type { CliContext } from "./context.ts";
import { UsageError, type Settings } from "./settings.ts";

/** @throws UsageError before anything is asked, where a recording could not be kept afterwards. */
export async function checkFolder(folder: string, isConfirmed: boolean, context: CliContext): Promise<void> {
  if (!isConfirmed && !context.isInteractive) {
    throw new UsageError(
      "Cannot use --record here: a person has to confirm what is kept, and there is no terminal. --yes confirms it",
    );
  }
  if ((await context.files.read(join(folder, recordingName))) !== undefined) {
    throw new UsageError(
      `Cannot use --record "${folder}": it has a ${recordingName} already. Name another folder`,
    );
  }
}

/** Runs the tap to record its requests too, and keeps everything if the person agrees. */
export async function recordRun(
  folder: string,
  isConfirmed: boolean,
  run: { readonly probe: Probe; readonly keeper: ExchangeKeeper; readonly settings: Settings },
  context: CliContext,
): Promise<void> {
  const { probe, keeper, settings } = run;
  const account = await accountOf(probe);
  context.err("\nRunning the tap once (--test), to record what it asks\n");
  const tap = await runTapOnce({
    ...settings,
    account,
    nowMs: probe.nowMs,
    clock: context.clock,
    fetch: keeper.fetch,
  });
  context.err(`The tap ended with exit code ${tap.exitCode}\n`);
  const draft = makeRecording(await keeper.exchanges(), { ...settings, account, nowMs: probe.nowMs });
  const path = join(folder, recordingName);
  context.err(describeDraft(draft));
  const isWanted =
    isConfirmed || /^yes$/i.test((await context.ask(`Keep this in ${path}? Type yes: `)).trim());
  if (!isWanted) {
    context.err("Nothing was kept\n");
    return;
  }
  await context.files.write(path, draft.text);
  context.err(`Kept in ${path}. Read it before you give it to others\n`);
}

async function accountOf(probe: Probe): Promise<string | undefined> {
  try {
    return (await findAccount(probe)).id;
  } catch (error) {
    if (error instanceof NotTestableError) return undefined;
    throw error;
  }
}

function describeDraft({ exchanges, idsReplaced, textsReplaced, sentences }: DraftRecording): string {
  return [
    "",
    `${exchanges} ${exchanges === 1 ? "answer" : "answers"} can be kept. ${idsReplaced} ${idsReplaced === 1 ? "id" : "ids"} and ${textsReplaced} ${textsReplaced === 1 ? "text or address" : "texts and addresses"} are replaced; tokens are left out.`,
    "What stays: numbers, times, names of fields and metrics, and these sentences of the API:",
    ...sentences.map((sentence) => `  ${sentence}`),
    "",
  ].join("\n");
}
