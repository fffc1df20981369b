import type { Reason } from "./reasons.ts";
import type { NoticedLack } from "./thing.ts";

/** So many lacks per reason are kept in full. Further ones are only counted: memory stays bounded. */
export const mostDetails = 50;

/** The lacks of one reason: the first few in full, and how many there are. */
export interface LackGroup {
  readonly reason: Reason;
  readonly count: number;
  /** How many of them are posts, stories or comments. */
  readonly objects: number;
  /** How many of them an earlier run could not read either. */
  readonly again: number;
  /** How many of them have no record because of it. A metric that lacks leaves the record as it is. */
  readonly withoutRecord: number;
  readonly details: readonly NoticedLack[];
}

interface OpenGroup {
  reason: Reason;
  count: number;
  objects: number;
  again: number;
  withoutRecord: number;
  details: NoticedLack[];
}

/** Counts lacks by their reasons. */
export class LackGroups {
  readonly #groups = new Map<Reason, OpenGroup>();

  get all(): readonly LackGroup[] {
    return [...this.#groups.values()];
  }

  get count(): number {
    let count = 0;
    for (const group of this.all) count += group.count;
    return count;
  }

  of(reason: Reason): LackGroup {
    return this.#groups.get(reason) ?? emptyGroup(reason);
  }

  add(lack: NoticedLack): void {
    const group = this.#open(lack.reason);
    group.count += 1;
    const { kind } = lack.thing;
    if (kind === "post" || kind === "story" || kind === "comment") group.objects += 1;
    if (lack.isAgain) group.again += 1;
    if (kind !== "metric" && !lack.hasRecord) group.withoutRecord += 1;
    this.#keep(group, [lack]);
  }

  /** Adds things that are not objects: metrics, or what cannot be named. */
  addAll(reason: Reason, count: number, details: readonly NoticedLack[]): void {
    const group = this.#open(reason);
    group.count += count;
    this.#keep(group, details);
  }

  rename(from: Reason, to: Reason): void {
    const old = this.#groups.get(from);
    if (!old) return;
    this.#groups.delete(from);
    const group = this.#open(to);
    group.count += old.count;
    group.objects += old.objects;
    group.again += old.again;
    group.withoutRecord += old.withoutRecord;
    this.#keep(group, old.details);
  }

  forgetDetails(): void {
    for (const group of this.#groups.values()) group.details = [];
  }

  #keep(group: OpenGroup, details: readonly NoticedLack[]): void {
    for (const lack of details) {
      if (group.details.length >= mostDetails) return;
      group.details.push({ ...lack, reason: group.reason });
    }
  }

  #open(reason: Reason): OpenGroup {
    let group = this.#groups.get(reason);
    if (!group) {
      group = emptyGroup(reason);
      this.#groups.set(reason, group);
    }
    return group;
  }
}

function emptyGroup(reason: Reason): OpenGroup {
  return { reason, count: 0, objects: 0, again: 0, withoutRecord: 0, details: [] };
}
