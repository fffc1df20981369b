import type { GraphHost } from "@tap-instagram/core";
import type { Outcome } from "../verdict/outcome.ts";
import type { Probe } from "../asking/probe.ts";

/**
 * How certain it was before we asked: the vendor's documentation; measured live by a third party; a whole recorded
 * answer; read in the code of other clients; concluded.
 */
export type Certainty = "documented" | "measured" | "recorded" | "seen in clients" | "inferred";

/** One thing that our code relies on about the API, and the question that tells whether it is true. */
export interface Fact {
  /** Kebab-case, unique. */
  readonly name: string;
  /** One sentence. */
  readonly claim: string;
  /** The vendor's page about it, or the nearest there is. */
  readonly source: string;
  readonly certainty: Certainty;
  /** The part of our code that breaks, or does too much, if it is not true. */
  readonly reliedOnBy: string;
  /** Where it is claimed to hold. */
  readonly hosts: readonly GraphHost[];
  /**
   * Asks. A refusal, where an answer was wanted, may be thrown: it counts as a difference.
   *
   * @throws NotTestableError when the account lacks what the question is about; GraphError.
   */
  check(probe: Probe): Promise<Outcome>;
}

export const bothHosts: readonly GraphHost[] = ["facebook", "instagram"];
export const facebookHost: readonly GraphHost[] = ["facebook"];
export const instagramHost: readonly GraphHost[] = ["instagram"];
