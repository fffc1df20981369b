const weekMs = 7 * 86_400_000;

/** Which hashtags each account has queried, and how far it has read their posts. */
export class HashtagBook {
  /** When each account first queried each hashtag: later queries do not begin the seven days anew. */
  readonly #queried = new Map<string, Map<string, number>>();
  readonly #read = new Map<string, number>();

  /** Notes a query. False when the account has queried as many others as it may. */
  query(account: string, hashtag: string, most: number, nowMs: number): boolean {
    const queried = this.#queried.get(account) ?? new Map<string, number>();
    this.#queried.set(account, queried);
    for (const [id, atMs] of queried) if (atMs <= nowMs - weekMs) queried.delete(id);
    if (queried.has(hashtag)) return true;
    if (queried.size >= most) return false;
    queried.set(hashtag, nowMs);
    return true;
  }

  /** Ids of the hashtags that an account queried in the last seven days, the newest first. */
  queriedBy(account: string, nowMs: number): readonly string[] {
    const queried = [...(this.#queried.get(account) ?? [])].filter(([, atMs]) => atMs > nowMs - weekMs);
    return queried.toReversed().map(([id]) => id);
  }

  /** How many posts of a list were read with a cursor that says nothing. */
  position(list: string): number {
    return this.#read.get(list) ?? 0;
  }

  moveTo(list: string, position: number): void {
    this.#read.set(list, position);
  }
}
