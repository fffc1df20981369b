import type { CommandDefinition, CommandKind } from "../command/command-definition.ts";
import { configFlag, type Flags } from "../command/flags.ts";
import { readSettings } from "../command/read-settings.ts";
import type { CommandHost, HostInput } from "../host/host.ts";
import type { JsonValue } from "../json/json.ts";
import type { Logger } from "../logs/logger.ts";
import { OutputSink } from "../host/output-sink.ts";
import { runCommand } from "../command/run-command.ts";
import type { SettingDefinitions, SettingsOf } from "../settings/setting.ts";
import { StopControl } from "../host/stop-control.ts";
import { openInput } from "./open-input.ts";
import { StateUpload, type StateUploadOptions } from "./state-upload.ts";

/** A target: its settings, and how it stores its input. */
export interface TargetDefinition<
  D extends SettingDefinitions = SettingDefinitions,
> extends CommandDefinition<D> {
  /** How states are written to an https address. Default: the platform's own. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** How to wait between two tries with a state at an address. Default: a timer. */
  readonly sleep?: ((ms: number) => Promise<void>) | undefined;
  /**
   * Stores the input.
   *
   * @returns the exit code.
   */
  run(run: TargetRun<D>): Promise<number>;
}

/** One run of a target. */
export interface TargetRun<D extends SettingDefinitions = SettingDefinitions> {
  readonly settings: SettingsOf<D>;
  /** stdin, or the file of `--input`. Ends at once when the target has to stop. */
  readonly input: AsyncIterable<Uint8Array>;
  readonly logger: Logger;
  /** Aborted by SIGTERM or SIGINT: store what was read, print its state, return. */
  readonly signal: AbortSignal;
  /** Prints the value of a STATE. Call it when everything before it is stored. */
  readonly writeState: (value: JsonValue) => Promise<void>;
  /** The same with the JSON of the input, on one line: large integers keep every digit. */
  readonly writeStateJson: (json: string) => Promise<void>;
  /** Milliseconds since 1970, from the host. */
  readonly now: () => number;
}

const targetFlags = {
  config: configFlag,
  input: { aliases: ["i"], value: "FILE", help: "Singer messages to read instead of stdin" },
  "state-output": {
    value: "URL",
    help: "Also write the newest state whose rows are stored there, with PUT: every 10 seconds and at the end",
  },
} as const satisfies Flags;

const targetKind: CommandKind<typeof targetFlags> = {
  flags: targetFlags,
  synopsis: "--config FILE [--input FILE]",
  examples: (name) => [
    { line: `${name} --about`, does: "Show what it writes, and all settings" },
    {
      line: `some-tap --config tap.json | ${name} --config config.json > state.jsonl`,
      does: "Store what a tap reads",
    },
  ],
  capabilitySettings: {},
};

/**
 * Runs a target's command line. On SIGTERM or SIGINT the input ends at once, because the sender may never close it. The
 * exit code is then 0 when `run` returns.
 *
 * @returns the exit code, when everything is written.
 *
 * @example
 * ```ts
 * import process from "node:process";
 * import { endProcess, nodeHost, parseMessage, readLines, runTarget, type TargetDefinition } from "@tap-instagram/singer";
 *
 * const target: TargetDefinition = {
 *   name: "target-null",
 *   version: "1.0.0",
 *   description: "Stores nothing, and confirms every state.",
 *   capabilities: ["about"],
 *   settings: {},
 *   async run({ input, writeState }) {
 *     for await (const line of readLines(input)) {
 *       const message = parseMessage(line);
 *       if (message.type === "STATE") await writeState(message.value);
 *     }
 *     return 0;
 *   },
 * };
 * endProcess(process, await runTarget(target, nodeHost(process)));
 * ```
 */
export async function runTarget<D extends SettingDefinitions>(
  target: TargetDefinition<D>,
  host: CommandHost,
): Promise<number> {
  return runCommand(target, targetKind, host, async (context) => {
    const { flags, logger } = context;
    const settings = readSettings(target, targetKind, {
      ...context,
      configs: flags.config,
      onSources: (places) => logger.info(`Settings of ${target.name} come from ${places.join(", ")}`),
    });
    const upload = uploadOf(target, flags["state-output"], { logger, elapsedMs: () => host.elapsedMs() });
    const input = flags.input === undefined ? host.stdin : openInput(flags.input, host.cwd());
    const stop = new StopControl();
    const sink = new OutputSink(host.stdout, () =>
      logger.warning("The reader of stdout is gone, or does not read: no more states are printed"),
    );
    const unlisten = stop.listen(host, (signal) => {
      logger.info(`${signal} received: storing what was read, then stopping. Send it again to stop at once`);
      sink.abandonAfter(unreadForMs);
    });
    const writeStateJson = async (json: string): Promise<void> => {
      await sink.line(json);
      await sink.flush();
      upload?.take(json);
    };
    try {
      const exitCode = await target.run({
        settings,
        input: untilStopped(input, stop.signal),
        logger,
        signal: stop.signal,
        now: () => host.now(),
        writeState: (value) => writeStateJson(JSON.stringify(value)),
        writeStateJson,
      });
      await upload?.finish();
      return stop.reason === undefined ? exitCode : 0;
    } catch (error) {
      // What is stored is stored, whatever came afterwards; that is what the run ends with.
      await upload
        ?.finish()
        .catch((failed: unknown) =>
          logger.warning(failed instanceof Error ? failed.message : String(failed)),
        );
      throw error;
    } finally {
      unlisten();
      input.destroy();
      await sink.flush();
    }
  });
}

function uploadOf(
  { fetch, sleep }: Pick<TargetDefinition, "fetch" | "sleep">,
  address: string | undefined,
  others: Pick<StateUploadOptions, "logger" | "elapsedMs">,
): StateUpload | undefined {
  return address === undefined ? undefined : new StateUpload({ address, fetch, sleep, ...others });
}

/** How long a stop waits for a reader of the states that does not read. Docker kills after 10 s. */
const unreadForMs = 5000;

/** The chunks of an input, until it ends or the signal aborts. */
async function* untilStopped(input: HostInput, signal: AbortSignal): AsyncIterable<Uint8Array> {
  if (signal.aborted) return;
  const iterator = input[Symbol.asyncIterator]();
  // One waker, replaced at each read: a race against one long-lived promise would keep every read in memory.
  let wake: (() => void) | undefined;
  const onAbort = (): void => wake?.();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    for (;;) {
      const result = await new Promise<IteratorResult<Uint8Array>>((found, failed) => {
        wake = () => found({ done: true, value: undefined });
        // A read that fails after the waker is ignored: the input is destroyed then.
        iterator.next().then(found, failed);
      });
      if (result.done === true) return;
      yield result.value;
      if (signal.aborted) return;
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    input.destroy();
  }
}
