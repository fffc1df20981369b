import type { JsonObject, JsonSchema } from "@tap-instagram/singer";
import type { Counts } from "../../book/chapter.ts";
import type { LackEnding, Reason } from "../../book/reasons.ts";
import type { RequestCount } from "../../log/request-log.ts";

/**
 * How a run ended. `stopped`: by a signal, or because its reader is gone. `failed`: as a whole, before anything could be
 * counted as missing. The others are the book's.
 */
export type Outcome = "complete" | "incomplete" | "not-permitted" | "quota" | "cut" | "stopped" | "failed";

/** Everything that is told of a run. The summary, the report, the table, the metrics and the lineage come from here. */
export interface RunFacts {
  readonly run: {
    /** The same as in `sync_events`. */
    readonly id: string;
    /** The part of the accounts that it reads, `2/5`; `undefined` for all. */
    readonly shard?: string | undefined;
    /** Milliseconds since the epoch. */
    readonly startedMs: number;
    readonly endedMs: number;
    /** By a clock that never steps. */
    readonly durationMs: number;
    readonly exitCode: number;
    readonly outcome: Outcome;
    /** What ended the run as a whole, in words for people. */
    readonly failure?: string | undefined;
    /** What to do about the failure. */
    readonly hint?: string | undefined;
  };
  /** The accounts that the run should see. */
  readonly accounts: ThingFacts;
  /** The selected streams, in the order of the catalog. */
  readonly streams: readonly StreamFacts[];
  readonly traffic: TrafficFacts;
  /** At most five sentences on what to do; the hint of a failure is the first. */
  readonly advice: readonly string[];
  readonly warnings: WarningFacts;
  /** What did not come, thing by thing, as in the stream `sync_events`: the first fifty per stream and reason. */
  readonly lackingThings: readonly JsonObject[];
  readonly course: CourseFacts;
  /** Streams with columns that are null in some record; empty where no report is wanted. */
  readonly nullColumns: readonly NullColumnFacts[];
}

/** A selected stream as a target sees it: after stream maps and flattening. */
export interface WrittenDataset {
  /** Its own name, before stream maps. */
  readonly stream: string;
  readonly name: string;
  readonly schema: JsonSchema;
}

/** The course of a run, from its beginning on. */
export interface CourseFacts {
  /** How long each moment is. */
  readonly widthMs: number;
  readonly moments: readonly Moment[];
}

/** What happened in a moment. */
export interface Moment {
  /** Since the run began. */
  readonly fromMs: number;
  readonly requests: number;
  readonly calls: number;
  /** Requests that were refused, failed or not answered. */
  readonly failures: number;
  readonly retries: number;
  /** Waits for quota that began. */
  readonly waits: number;
  /** How long requests waited for quota, those that wait side by side added up. */
  readonly waitMs: number;
  /** The highest use of a quota that the API reported; `undefined` where it reported none. */
  readonly peakPercent: number | undefined;
}

/** Columns of a stream that are null in some record. */
export interface NullColumnFacts {
  readonly stream: string;
  readonly records: number;
  readonly columns: readonly { readonly column: string; readonly nulls: number }[];
}

/** What was expected, and what became of it. */
export interface ThingFacts {
  readonly counts: Counts;
  readonly lacks: readonly LackFacts[];
}

/** The things that lack for one reason. */
export interface LackFacts {
  readonly ending: LackEnding;
  readonly reason: Reason;
  /** Follows a count. */
  readonly text: string;
  readonly help: "later" | "act" | "nothing" | undefined;
  readonly count: number;
  /** Metrics among them, at most ten. */
  readonly metrics: readonly string[];
}

/** One stream over all accounts. */
export interface StreamFacts extends ThingFacts {
  readonly stream: string;
  /** RECORD messages. */
  readonly records: number;
  /** Calls of quota: each item of a batch is one. */
  readonly calls: number;
  /** The time of its requests, added up. Requests run side by side. */
  readonly requestMs: number;
}

/** What the run asked of the API. */
export interface TrafficFacts {
  readonly calls: number;
  /** Calls of no stream: accounts are found, the token is looked up. */
  readonly callsElsewhere: number;
  /** The time of their requests, added up. */
  readonly requestMsElsewhere: number;
  readonly requests: readonly RequestCount[];
  readonly retries: number;
  /** Times that requests waited for quota. */
  readonly waits: number;
  readonly waitMs: number;
  /** The fullest first, at most twenty. */
  readonly budgets: readonly BudgetFacts[];
  /** How many budgets the API told of. */
  readonly budgetsSeen: number;
}

/** How much of a quota was used, as the API reported it. */
export interface BudgetFacts {
  /** `app`, or the type and the owner of the quota: `account 17841400000000001`. */
  readonly name: string;
  readonly peakPercent: number;
  readonly lastPercent: number;
}

/** What the log warned of. */
export interface WarningFacts {
  /** Each text once, at most two hundred. */
  readonly list: readonly Warning[];
  /** Lines of the log at each level. */
  readonly lines: { readonly [level in Warning["level"]]: number };
  /** Further lines, whose texts were not kept. */
  readonly leftOut: number;
}

/** A line of the log at WARNING or above. */
export interface Warning {
  readonly level: "warning" | "error" | "critical";
  readonly stream: string | null;
  readonly text: string;
  /** When it was said first, in milliseconds since the epoch. */
  readonly atMs: number;
  readonly times: number;
}
