import { reasons, type Reason } from "../../book/reasons.ts";
import type { Lack } from "../../book/thing.ts";
import { mostMissing } from "./timeline-range.ts";

/**
 * Instants of objects that lack something which another run may bring, for streams that do not read every object in every
 * run: the next run reads these, whatever else it leaves out.
 */
export class OwedInstants {
  readonly #instants = new Map<Reason, Set<string>>();
  #isComplete = true;

  add({ reason }: Lack, at: string): void {
    if (reasons[reason].help !== "later" && reason !== "empty-answer") return;
    const ofReason = this.#instants.get(reason) ?? new Set();
    this.#instants.set(reason, ofReason);
    // One more than is kept shows that there are too many.
    if (ofReason.size <= mostMissing) ofReason.add(at);
  }

  /** Something lacks, and its instant is not known. */
  addUnknown(): void {
    this.#isComplete = false;
  }

  /**
   * What is owed at the end of a stream; `undefined` where that is too much to keep, or not known.
   *
   * @param left The reasons that the book still has: it takes a few lacks for ordinary once it knows all of them.
   */
  owed(left: ReadonlySet<Reason>): string[] | undefined {
    const owed = new Set<string>();
    for (const [reason, instants] of this.#instants) {
      const settled = reason === "empty-answer" ? "stays-empty" : reason;
      if (left.has(settled)) for (const at of instants) owed.add(at);
    }
    return this.#isComplete && owed.size <= mostMissing ? [...owed] : undefined;
  }
}
