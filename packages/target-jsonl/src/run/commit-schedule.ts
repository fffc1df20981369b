/** A state is acknowledged at most about this long after it came. */
const intervalMs = 1000;
/** Nor do more bytes than this wait for it, so that no single commit takes long. */
const intervalBytes: number = 64 * 1024 * 1024;

/**
 * Says when to commit: often enough that an acknowledged state is never far behind its input, and seldom enough
 * that the disk is not asked for every state a chatty tap sends. A commit is due only while a state waits for one.
 */
export class CommitSchedule {
  #waiting = false;
  #bytes = 0;
  #lastCommit: number;

  /** @param now milliseconds since 1970. */
  constructor(now: number) {
    this.#lastCommit = now;
  }

  /** When the last commit began, or the run when there was none. */
  get lastCommit(): number {
    return this.#lastCommit;
  }

  /** Input was taken in. */
  bytesTaken(count: number): void {
    this.#bytes += count;
  }

  /** A state came that is not acknowledged yet. */
  stateTaken(): void {
    this.#waiting = true;
  }

  /** A commit begins that covers everything taken so far. */
  commitStarted(now: number): void {
    this.#waiting = false;
    this.#bytes = 0;
    this.#lastCommit = now;
  }

  /** When the next commit is due, or nothing when no state waits. */
  dueAt(): number | undefined {
    if (!this.#waiting) return undefined;
    return this.#bytes >= intervalBytes ? this.#lastCommit : this.#lastCommit + intervalMs;
  }
}
