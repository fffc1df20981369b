import type { Bookmarks } from "../state/bookmarks.ts";
import type { StreamDeclaration } from "../catalog/catalog.ts";
import type { CommandDefinition } from "../command/command-definition.ts";
import type { JsonObject } from "../json/json.ts";
import type { Logger } from "../logs/logger.ts";
import type { Progress } from "../host/progress-line.ts";
import type { SelectedStream } from "../catalog/selection.ts";
import type { SettingDefinitions, SettingsOf } from "../settings/setting.ts";
import type { TapOutput } from "./tap-output.ts";

/** A tap: what it offers, and how it reads it. */
export interface TapDefinition<
  D extends SettingDefinitions = SettingDefinitions,
> extends CommandDefinition<D> {
  /** The streams, without any request; the settings when they are known and valid. */
  streams(settings?: Partial<SettingsOf<D>>): readonly StreamDeclaration[];
  /** Turns older forms of state into `{"bookmarks": …}`; returns undefined for a form it does not know. */
  migrateState?(state: unknown, settings: SettingsOf<D>): JsonObject | undefined;
  /**
   * Reads the selected streams.
   *
   * @returns the exit code: 0, 3 (token), 4 (partly failed), 5 (quota).
   */
  sync(run: TapRun<D>): Promise<number>;
}

/** One sync. */
export interface TapRun<D extends SettingDefinitions = SettingDefinitions> {
  readonly settings: SettingsOf<D>;
  readonly streams: readonly SelectedStream[];
  readonly bookmarks: Bookmarks;
  readonly output: TapOutput;
  readonly logger: Logger;
  /** Aborted by SIGTERM, SIGINT, a closed stdout, or a test that has seen enough: end what is under way, then return. */
  readonly signal: AbortSignal;
  /** 1 with `--test`: more records per stream than this are dropped. */
  readonly recordLimit?: number | undefined;
  /** Milliseconds since 1970, from the host. */
  readonly now: () => number;
  /** Shows figures on a line of their own where a person watches. */
  readonly progress: (figures: Progress) => void;
}
