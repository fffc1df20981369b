import type { Catalog } from "../../catalog/catalog.ts";
import type { JsonValue } from "../../json/json.ts";
import type { FindingList } from "./findings.ts";
import type { Executable, RunOptions, RunResult } from "../run-executable.ts";
import type { WorkFolder } from "../work-folder.ts";

/** The tap that `checkTap` runs. */
export interface TapUnderTest extends Executable {
  /** The content of its config file. */
  config: object;
  /** Texts that must not be in any output, e.g. tokens. Default: config values with names such as `token`. */
  secrets?: readonly string[] | undefined;
  /** What to check. Default everything. */
  areas?: readonly TapArea[] | undefined;
}

/** Parts of the tap suite. `streams alone` makes one run per stream. */
export type TapArea = "command line" | "second sync" | "selection" | "streams alone" | "interruptions";

/** A tap under test and what its runs share. */
export interface TapTest {
  readonly tap: TapUnderTest;
  readonly folder: WorkFolder;
  readonly findings: FindingList;
  /** Runs it with its config and more flags. */
  readonly run: (flags: readonly string[], options?: RunOptions) => Promise<RunResult>;
  /** Runs it with its config and a catalog. Undefined, and a finding, when it fails. */
  readonly sync: (catalog: Catalog, state?: JsonValue) => Promise<RunResult | undefined>;
}
