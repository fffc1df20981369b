import type { Catalog } from "../../catalog/catalog.ts";
import type { JsonValue } from "../../json/json.ts";
import type { FindingList } from "./findings.ts";
import type { Executable, RunOptions, RunResult } from "../run-executable.ts";
import type { WorkFolder } from "../work-folder.ts";

/** What `checkTap` needs to know. */
export interface TapUnderTest extends Executable {
  /** The content of its config file. */
  config: object;
  /** Words that must not be seen in any output, e.g. tokens. Default: config values whose names sound secret. */
  secrets?: readonly string[] | undefined;
  /** What to look at; a sync is needed for most of it. Default everything. */
  areas?: readonly TapArea[] | undefined;
}

/** Parts of the tap suite. Syncing each stream alone takes a run for each of them. */
export type TapArea = "command line" | "second sync" | "selection" | "streams alone" | "interruptions";

/** A tap under test and what its runs share. */
export interface TapTest {
  readonly tap: TapUnderTest;
  readonly folder: WorkFolder;
  readonly findings: FindingList;
  /** Runs it with its config and more flags. */
  readonly run: (flags: readonly string[], options?: RunOptions) => Promise<RunResult>;
  /** Runs it with its config and a catalog, and says so when it does not end well; undefined then. */
  readonly sync: (catalog: Catalog, state?: JsonValue) => Promise<RunResult | undefined>;
}
