import type { Bookmarks } from "../state/bookmarks.ts";
import type { StreamDeclaration } from "../catalog/catalog.ts";
import type { CommandDefinition } from "../command/command-definition.ts";
import type { JsonObject } from "../json/json.ts";
import type { Logger } from "../logs/logger.ts";
import type { Progress } from "../host/progress-line.ts";
import type { SelectedStream } from "../catalog/selection.ts";
import type { RunStart, RunWatch } from "./run-watch.ts";
import type { SettingDefinitions, SettingsOf } from "../settings/setting.ts";
import type { TapOutput } from "./written/tap-output.ts";

/** A tap: its streams, and how they are read. */
export interface TapDefinition<
  D extends SettingDefinitions = SettingDefinitions,
  W extends RunWatch = RunWatch,
> extends CommandDefinition<D> {
  /** The streams. It gets the settings if they are known and valid, and makes no requests. */
  streams(settings?: Partial<SettingsOf<D>>): readonly StreamDeclaration[];
  /** How states at an https address are read and written. Default: the platform's own. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** How to wait between two tries with a state at an address. Default: a timer. */
  readonly sleep?: ((ms: number) => Promise<void>) | undefined;
  /** Turns older forms of state into `{"bookmarks": …}`. Returns undefined for an unknown form. */
  migrateState?(state: unknown, settings: SettingsOf<D>): JsonObject | undefined;
  /**
   * Reads the selected streams.
   *
   * @returns the exit code: 0, 3 (token), 4 (partly failed), 5 (quota).
   */
  sync(run: TapRun<D, W>): Promise<number>;
  /**
   * Begins to watch a run, before anything of it is read. Without this, the tap has no flags `--summary`, `--report` and
   * `--metrics-file`.
   *
   * @throws UsageError for files that it cannot write; InvalidInputError.
   */
  watch?(start: RunStart): W;
  /**
   * Prints what a sync would cost, without syncing. Without this, the tap has no flag `--dry-run`.
   *
   * @returns the exit code.
   */
  dryRun?(run: TapDryRun<D>): Promise<number>;
}

/** A sync that is only calculated. */
export interface TapDryRun<D extends SettingDefinitions = SettingDefinitions> extends Pick<
  TapRun<D>,
  "settings" | "configs" | "streams" | "bookmarks" | "logger" | "signal" | "now"
> {
  readonly format: "text" | "json";
  /** Writes text and a newline to stdout. */
  readonly print: (text: string) => Promise<void>;
}

/** One sync. */
export interface TapRun<D extends SettingDefinitions = SettingDefinitions, W extends RunWatch = RunWatch> {
  readonly settings: SettingsOf<D>;
  /** The values of `--config`: files, and `ENV` for the environment. */
  readonly configs: readonly string[];
  readonly streams: readonly SelectedStream[];
  readonly bookmarks: Bookmarks;
  readonly output: TapOutput;
  readonly logger: Logger;
  /** Aborted by SIGTERM, SIGINT, a closed stdout, or the end of a test. Finish what has begun, then return. */
  readonly signal: AbortSignal;
  /** 1 with `--test`. Further records of a stream are dropped. */
  readonly recordLimit?: number | undefined;
  /** Milliseconds since 1970, from the host. */
  readonly now: () => number;
  /** Shows figures on one line of a terminal, unless records are on the same one. */
  readonly progress: (figures: Progress) => void;
  /** What the tap watches the run with. */
  readonly watch?: W | undefined;
}
