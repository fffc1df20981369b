import { reasons, type LackEnding, type Reason } from "./reasons.ts";
import type { Lack } from "./thing.ts";

/** So many lacks per reason are kept in full. Further ones are only counted, so that memory stays bounded. */
const maxDetails = 20;

/** So many objects of an account may vanish between two requests, at least, before it looks like an outage. */
const fewVanished = 2;

/** And this part of them, where the account has many. */
const partVanished = 0.1;

/** The sums of a chapter. `delivered + unavailable + pending + missing` is `expected`. */
export type Counts = { readonly [key in "expected" | "delivered" | LackEnding]: number };

/** The lacks of one reason: the first few in full, and how many there are. */
export interface LackGroup {
  readonly reason: Reason;
  readonly count: number;
  readonly details: readonly Lack[];
}

/** What one stream of one account expects, and what becomes of it. */
export class Chapter {
  readonly stream: string;
  readonly account: string;
  /** Whether the stream was read from its beginning to its end, so that what earlier runs wrote of it may be replaced. */
  isReplaceable = false;
  #expected = 0;
  #delivered = 0;
  readonly #lacks = new Map<Reason, { count: number; details: Lack[] }>();

  constructor(stream: string, account: string) {
    this.stream = stream;
    this.account = account;
  }

  expect(things: number): void {
    this.#expected += things;
  }

  deliver(things: number): void {
    this.#delivered += things;
  }

  lack(lack: Lack): void {
    const group = this.#groupOf(lack.reason);
    group.count += 1;
    if (group.details.length < maxDetails) group.details.push(lack);
  }

  /**
   * Settles what only the whole chapter can tell. What has no answer at all is missing: a failure that nobody foresaw
   * shows as missing, and not as success.
   */
  close(): void {
    this.#settleFew("not-visible", "deleted-meanwhile");
    for (const reason of ["permission", "refused"] as const) this.#settleFew(reason, "refused-alone");
    this.#settleEmpty();
    const left = this.#expected - this.#ended;
    if (left > 0) this.#groupOf("unaccounted").count += left;
    // More things than expected: what came counts.
    else this.#expected = this.#ended;
  }

  get counts(): Counts {
    const sums = { unavailable: 0, pending: 0, missing: 0 };
    for (const [reason, { count }] of this.#lacks) sums[reasons[reason].ending] += count;
    return { expected: this.#expected, delivered: this.#delivered, ...sums };
  }

  /** Every lack by its reason, in the order in which the reasons came up. */
  get lacks(): LackGroup[] {
    return [...this.#lacks].map(([reason, { count, details }]) => ({ reason, count, details }));
  }

  get #ended(): number {
    let ended = this.#delivered;
    for (const { count } of this.#lacks.values()) ended += count;
    return ended;
  }

  /** A few objects vanish or are refused for their own sake. Many at once are an outage, or a permission. */
  #settleFew(from: Reason, to: Reason): void {
    const things = this.#lacks.get(from);
    if (!things || things.details.some(({ thing }) => thing.kind !== "post" && thing.kind !== "story"))
      return;
    const few = Math.max(fewVanished, Math.ceil(this.#expected * partVanished));
    if (things.count <= few && this.#delivered >= things.count) this.#rename(from, to);
  }

  /** An empty answer may be ordinary for one object. For most of an account's objects it is not. */
  #settleEmpty(): void {
    const count = this.#lacks.get("empty-answer")?.count ?? 0;
    if (count > fewVanished && count * 2 > this.#expected) this.#rename("empty-answer", "stays-empty");
  }

  #rename(from: Reason, to: Reason): void {
    const old = this.#lacks.get(from);
    if (!old) return;
    this.#lacks.delete(from);
    const group = this.#groupOf(to);
    group.count += old.count;
    for (const lack of old.details)
      if (group.details.length < maxDetails) group.details.push({ ...lack, reason: to });
  }

  #groupOf(reason: Reason): { count: number; details: Lack[] } {
    let group = this.#lacks.get(reason);
    if (!group) {
      group = { count: 0, details: [] };
      this.#lacks.set(reason, group);
    }
    return group;
  }
}
